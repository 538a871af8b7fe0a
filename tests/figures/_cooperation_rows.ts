import {
  type RuleEffect,
  type SignalBoard,
  signalBoard,
  type Transfer,
  transferEffects,
  type TransferMap,
  transferMap,
  transferProposals,
} from "../../lib/cooperation/mod.ts";
import { standing } from "../cooperation/_signals.ts";

/** A board on 30 April 2024: one need that is met in part, one that is open, one signal that is stale. */
export const aprilBoard: SignalBoard = signalBoard([
  standing("varmland-1", "Region Värmland", { villkor: { asa_hogst: 3 } }),
  standing("dalarna-1", "Region Dalarna", { vardutbud: "Gråstarr", antal: 60, till: "2024-05" }),
  standing("dalarna-2", "Region Dalarna", { vardutbud: "Gallsten", fran: "2023-11", till: "2024-01" }),
  standing("vastmanland-1", "Region Västmanland", {
    slag: "formaga",
    sjukhus: "Västmanlands sjukhus Köping",
    antal: 30,
    villkor: { asa_hogst: 2, alder_fran: 18, alder_till: 80 },
  }),
], { asAt: "2024-04-30" });

const move = (fran: string, till: string, antal: number, km: number): Transfer => ({
  fran: { region: fran, sjukhus: null },
  till: { region: till, sjukhus: null },
  vardutbud: "Knäled protes",
  manad: "2024-05",
  antal,
  resa: { km, minuter: km, uppskattad: true },
  villkor: till === "Region Västmanland" ? { asa_hogst: 2 } : {},
  kalla: till === "Region Västmanland" ? "signal" : "beräknad",
  undantrangning: till === "Region Västmanland" ? 0 : 0.6,
});
const transfers = [
  move("Region Värmland", "Region Västmanland", 30, 190),
  move("Region Dalarna", "Region Västmanland", 12, 150),
  move("Region Dalarna", "Region Gävleborg", 9, 92),
];
const problem = {
  lists: [["Region Värmland", 302], ["Region Dalarna", 154], ["Region Västmanland", 46]].map((
    [region, over],
  ) => ({
    region: String(region),
    sjukhus: null,
    vardutbud: "Knäled protes",
    vantande: 400,
    over: Number(over),
    medelvantan: 90,
  })),
  free: [],
  rules: { months: [] },
};

/** Three flows on the map. */
export const flows: TransferMap = transferMap(transfers);
/** The same as proposals, and before and after. */
export const proposals = transferProposals(problem, transfers, [{
  vardutbud: "Knäled protes",
  pris: 80_000,
}]);
export const effects = transferEffects(problem, transfers);
/** What holds more back. */
export const binding: readonly RuleEffect[] = [
  { regel: "kapacitet", text: "Den lediga kapaciteten räcker inte till fler", farre: 95 },
];

const row = (region: string, antal: number, idag: number | null) => {
  const none = { value: null, reason: "Inga operationer är kända" };
  const gemensam = idag === null ? none : { value: 104 };
  return {
    region,
    antal,
    idag: idag === null ? none : { value: idag },
    gemensam,
    extra: idag === null ? none : { value: idag - 104 },
  };
};

/** The joint list of knees; one region has no operations. */
export const jointRows = [
  row("Region Värmland", 463, 248),
  row("Region Dalarna", 328, 121),
  row("Region Västmanland", 244, 42.4),
  row("Region Uppsala", 300, null),
];
