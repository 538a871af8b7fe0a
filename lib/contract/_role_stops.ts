import { boundedName } from "../reference/mod.ts";

/** Names in a sentence, and options to paste; the rest is counted. */
const MOST_NAMED = 20;

/** What nobody but a person can say of a file. */
export interface RoleStop {
  /** The unit of its bands, what a column counts, which of its bands count, or what the profile itself leaves open. */
  readonly about: "enhet" | "kolumn" | "band" | "profil";
  /** The columns or labels in question. */
  readonly names: readonly string[];
  /** What is wrong and what to do, Swedish sentences. */
  readonly says: string;
}

/** Columns whose bands' sums say that they do not count the same. */
export function notTheSum(
  union: string,
  parts: readonly string[],
  sums: readonly (number | null)[],
): RoleStop {
  return {
    about: "band",
    names: [union, ...parts],
    says:
      `Kolumnen ${union} räknar samma dagar som ${listed(parts)}, men ${sums[0]} är inte deras summa ${
        sums[1]
      }. ` +
      `Säg vilka som inte ska räknas: ${ignoring([union])} eller ${ignoring(parts)}.`,
  };
}

/** A column that counts more, or in more rows, than the column that its days lie in. */
export function notWithin(part: string, wide: string): RoleStop {
  return {
    about: "band",
    names: [part, wide],
    says: `Kolumnen ${part} räknar dagar som ${wide} också räknar, men fler eller i andra rader. ` +
      `Säg vilken som inte ska räknas: ${ignoring([part])} eller ${ignoring([wide])}.`,
  };
}

/** Columns of bands with days in none or in two of them. */
export function notFollowing(headers: readonly string[]): RoleStop {
  return {
    about: "band",
    names: headers,
    says:
      `Kolumnerna ${
        listed(headers)
      } ser ut att räkna väntande i väntetidsband, men banden följer inte på varandra. ` +
      `Säg vilka dagar en kolumn räknar, ${toldBand(headers[0])}, eller vilken som inte ska räknas, ${
        ignoring([headers[0]])
      }.`,
  };
}

/**
 * Labels that count days that other labels of the column count too, and the one of them whose rows can be left out
 * without losing anybody; `null` where there is none.
 */
export function countedTwice(labels: readonly string[], column: string, likely: string | null): RoleStop {
  return {
    about: "band",
    names: labels,
    says:
      `${labels.length > 1 ? "Etiketterna" : "Etiketten"} ${
        listed(labels)
      } i kolumnen ${column} räknar dagar som andra etiketter också räknar. ` +
      (likely === null
        ? "För någon rad räknar ingen annan samma dagar, så lämna inte bort etiketten: rätta den, eller ta bort de " +
          "rader som räknar någon en gång till."
        : `Säg vilka rader som inte ska räknas: ${ignoring([`${column}=${likely}`])}.`),
  };
}

/**
 * Bands of which nothing says whether they are days, weeks or ages, and a column of them that may be left out; `null`
 * of labels in cells, whose rows would be lost.
 */
export function noUnit(labels: readonly string[], column: string | null): RoleStop {
  return {
    about: "enhet",
    names: labels,
    says:
      `Banden ${
        listed(labels)
      } säger inte säkert vilken enhet de har: de kan vara dagar, veckor, månader eller åldrar. ` +
      "Säg det med --enhet dag, --enhet vecka eller --enhet manad, eller " +
      (column === null
        ? "rätta den etikett som är fel."
        : `vad som inte ska räknas med ${ignoring([column])}.`),
  };
}

/** Columns of those over a limit, where no column holds the others. */
export function overLimitsOnly(headers: readonly string[]): RoleStop {
  return {
    about: "band",
    names: headers,
    says:
      `Kolumnerna ${
        listed(headers)
      } räknar dem som väntat längre än en gräns, men ingen kolumn säger hur många som väntar i allt. ` +
      "Säg vilken det är, --kolumn antal=KOLUMN, eller ange --profil med en profil som har troskelvarden om bara de ska räknas.",
  };
}

/** Columns of numbers that nothing says what they count. */
export function notUnderstood(headers: readonly string[]): RoleStop {
  const many = headers.length > 1, nameless = headers.filter((header) => header.trim() === "").length;
  if (nameless > 0) return withoutNames(nameless);
  return {
    about: "kolumn",
    names: headers,
    says:
      `${many ? "Kolumnerna" : "Kolumnen"} ${
        listed(headers)
      } innehåller tal men förstås inte, och de som räknas där skulle försvinna. ` +
      `Säg vilka dagar ${many ? "varje kolumn" : "kolumnen"} räknar, ${
        toldBand(headers[0])
      }, eller att den inte ska räknas, ${ignoring(headers)}.`,
  };
}

/** A column by which rows do not count the same, and would be added together. */
export function otherNumbers(header: string): RoleStop {
  return {
    about: "kolumn",
    names: [header],
    says:
      `Kolumnen ${
        boundedName(header)
      } säger att raderna inte räknar samma sak (andelar, besök, en del av dem som väntar), och de skulle läggas ihop. ` +
      `Låt bara de rader stå som räknar alla som väntar eller opererats, eller läs in filen utan kolumnen om alla rader gör det: ${
        ignoring([header])
      }.`,
  };
}

/** Questions that the author of the profile has not answered. */
export function unanswered(profile: string, questions: readonly string[]): RoleStop {
  return {
    about: "profil",
    names: [],
    says:
      `Profilen ${profile} har obesvarade frågor: ${
        questions.join(" ")
      } Besvara dem i profilen och ta bort dem ur fragor, ` +
      "eller skriv utkastet igen och svara: deno task profile FIL --fraga --ut UTKAST.json",
  };
}

/** Columns that hold something, and no name in the header that was read. */
export function withoutNames(count: number): RoleStop {
  return {
    about: "kolumn",
    names: [""],
    says:
      `${count === 1 ? "En kolumn har" : `${count} kolumner har`} innehåll men inget namn i rubrikraden. ` +
      "Står namnen på två rader, så skriv dem på en och samma rad, den sista ovanför siffrorna, och läs in filen igen.",
  };
}

/** Options that leave the first of the columns out, as they are pasted. */
export function ignoring(headers: readonly string[]): string {
  return headers.slice(0, MOST_NAMED).map((header) => `--bortse ${quoted(header)}`).join(" ");
}

/** A word of a command line in quotes; a header's line end, which no quotes take, is written as the blank that it is read as. */
export function quoted(word: string): string {
  return JSON.stringify(word.replace(/\s+/g, " "));
}

/** The first names of a list, no name longer than a line, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED, first = names.slice(0, MOST_NAMED).map(boundedName).join(", ");
  return more > 0 ? `${first} och ${more} till` : first;
}

function toldBand(header: string): string {
  return `--band ${quoted(`${header}=31-60`)}`;
}
