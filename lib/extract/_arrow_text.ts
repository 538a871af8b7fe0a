import { type DataType, Type } from "@uwdata/flechette";
import type { Composer } from "./_composed.ts";
import { plainNumber } from "./_number_format.ts";

/** Makes text of one column's values, as flechette gives them with `useBigInt` and `useDecimalInt`. */
export type ValueText = (value: unknown) => string;

/**
 * How a column's values are written: whole numbers and decimals in full, a day "yyyy-mm-dd", a moment
 * "yyyy-mm-ddTHH:MM:SS" in the column's own time zone (with "Z" in UTC), a truth value "true" or "false". A missing value
 * is "", and so is a float that is no number, as which some programs write what is missing.
 *
 * @param composer Composes the letters of texts.
 * @returns `undefined` for a type that no text cell can hold: lists, structures, durations.
 */
export function valueText(type: DataType, composer: Composer): ValueText | undefined {
  const text = presentText(type, composer);
  return text && ((value) => value === null || value === undefined ? "" : text(value));
}

function presentText(type: DataType, composer: Composer): ValueText | undefined {
  switch (type.typeId) {
    case Type.Null:
    case Type.Bool:
    case Type.Int:
      return String;
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return (value) => composer.text(String(value));
    case Type.Float:
      return (value) => floatText(Number(value), type.precision === DOUBLE);
    case Type.Decimal:
      return (value) => decimalText(BigInt(value as bigint), type.scale);
    case Type.Date:
      return (value) => new Date(Number(value)).toISOString().slice(0, 10);
    case Type.Timestamp:
      return momentText(type.timezone);
    case Type.Time: {
      const perSecond = 1000 ** type.unit;
      return (value) => new Date(Math.floor(Number(value) / perSecond) * 1000).toISOString().slice(11, 19);
    }
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView: {
      // Older programs write text without saying that it is text.
      const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      return (value) => composer.text(utf8.decode(value as Uint8Array));
    }
    case Type.Dictionary:
      return presentText(type.dictionary, composer);
    default:
      return undefined;
  }
}

const DOUBLE = 2;

function floatText(value: number, double: boolean): string {
  if (Number.isNaN(value)) return "";
  if (!Number.isFinite(value)) return String(value);
  // A float of 32 bits holds 7 digits; the others come from its neighbours in 64.
  return plainNumber(double ? value : Number(value.toPrecision(7)));
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const sign = unscaled < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function momentText(zone: string | null): ValueText {
  if (zone === null || /^(utc|z|etc\/utc|\+?00:00)$/i.test(zone)) {
    const end = zone === null ? "" : "Z";
    return (value) => new Date(Number(value)).toISOString().replace(/(\.000)?Z$/, end);
  }
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return (value) => local.format(Number(value)).replace(" ", "T");
}
