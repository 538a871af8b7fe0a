import fc from "fast-check";
import {
  ASSUMED_ACCEPTANCE,
  ASSUMED_SUITABILITY,
  type FreeCapacity,
  type Transfer,
  type TransferContract,
  type TransferList,
  type TransferProblem,
} from "../../lib/cooperation/mod.ts";
import { travelBetween } from "../../lib/reference/mod.ts";

export const KNEE = "Knäled protes";
export const ACCEPTANCE = [{ km: 120, andel: 0.8 }, { km: 250, andel: 0.4 }];

/** A region's list. */
export function list(
  region: string,
  vantande: number,
  over: number,
  different: Partial<TransferList> = {},
): TransferList {
  return {
    region: `Region ${region}`,
    sjukhus: null,
    vardutbud: KNEE,
    vantande,
    over,
    medelvantan: 90,
    ...different,
  };
}

/** A region's free capacity. */
export function room(region: string, manad: string, antal: number, vardutbud: string = KNEE): FreeCapacity {
  return { region: `Region ${region}`, sjukhus: null, vardutbud, manad, antal, kalla: "signal" };
}

/** What no region of these tests has signalled conditions or displacement for. */
export const OFFER = { villkor: {}, kalla: "signal", undantrangning: 0 } as const;

/** Every rule that transfers break, worked out from the rules' words and not from the model. */
export function broken({ lists, free, rules }: TransferProblem, transfers: readonly Transfer[]): string[] {
  const {
    smallestGroup = 5,
    smallestSum = 10,
    acceptance = ASSUMED_ACCEPTANCE,
    displacement = 0,
    contracts = [],
    months,
  } = rules;
  const found: string[] = [];
  const must = (holds: boolean, words: string) => holds || found.push(words);
  const sum = (rows: readonly Transfer[]) => rows.reduce((total, { antal }) => total + antal, 0);
  const accepts = (km: number) =>
    Math.max(0, ...acceptance.filter((step) => km <= step.km).map(({ andel }) => andel));
  for (const { antal, manad, fran, till, resa, vardutbud } of transfers) {
    must(Number.isInteger(antal) && antal >= smallestGroup, "whole groups, none too small");
    must(months.includes(manad), "only in the months");
    must(fran.region !== till.region, "between regions");
    must(accepts(resa.km) > 0, "no way is longer than the longest accepted");
    must(resa.km === travelBetween(fran, till, rules.distances)?.km, "the way is that between the places");
    must(
      !free.some((row) => row.region === fran.region && row.vardutbud === vardutbud && row.antal > 0),
      "who has room sends nobody",
    );
  }
  const offerOf = (row: Pick<Transfer, "till" | "villkor" | "kalla" | "undantrangning">) =>
    JSON.stringify([row.till.region, row.till.sjukhus, row.villkor, row.kalla, row.undantrangning]);
  const pairs = transfers.map((row) => `${row.fran.region} ${offerOf(row)} ${row.manad} ${row.vardutbud}`);
  must(new Set(pairs).size === pairs.length, "one row for two places and a month");
  const agreements = Map.groupBy(transfers, (row) => `${row.fran.region} ${offerOf(row)} ${row.vardutbud}`);
  must([...agreements.values()].every((rows) => sum(rows) >= smallestSum), "no agreement too small");
  for (const own of lists) {
    const same = transfers.filter(({ vardutbud }) => vardutbud === own.vardutbud);
    const out = same.filter(({ fran }) => fran.region === own.region);
    const received = same.filter(({ till }) => till.region === own.region);
    /** The share that goes there: accepts the way, and is old, healthy and rightly sided enough. */
    const goes = ({ resa, villkor }: Transfer) => {
      const { asa_hogst, alder_fran = 0, alder_till = 999, sida } = villkor, { aldrar = [] } = own;
      const old = aldrar.filter(({ alder }) => alder >= alder_fran && alder <= alder_till);
      const all = aldrar.reduce((n, { antal }) => n + antal, 0);
      const limited = villkor.alder_fran !== undefined || villkor.alder_till !== undefined;
      const { asa, sida: side, alder } = ASSUMED_SUITABILITY;
      const ofAge = !limited ? 1 : all === 0 ? alder : old.reduce((n, { antal }) => n + antal, 0) / all;
      return accepts(resa.km) * ofAge * (asa_hogst === undefined ? 1 : asa[asa_hogst - 1]) *
        (sida === undefined ? 1 : side);
    };
    for (const row of out) {
      const hardest = out.filter((other) => goes(other) <= goes(row) + 1e-12);
      must(sum(hardest) <= goes(row) * own.over + 1e-9, "no more travel than accept and may");
    }
    must(sum(out) <= own.over, "only those over the limit");
    const all = lists.filter(({ vardutbud }) => vardutbud === own.vardutbud);
    const total = all.reduce((n, { over }) => n + over, 0) /
      Math.max(1, all.reduce((n, { vantande }) => n + vantande, 0));
    const limit = rules.receiverShare ?? total;
    const pushed = received.reduce((n, { antal, undantrangning }) => n + undantrangning * antal, 0);
    must(
      received.length === 0 || own.over + pushed <= limit * own.vantande + 1e-6,
      "no receiver beyond its own limit",
    );
    for (const manad of months) {
      for (const offer of new Set(received.map(offerOf))) {
        const taken = sum(received.filter((row) => offerOf(row) === offer && row.manad === manad));
        const offered = free.filter((row) =>
          row.manad === manad && row.vardutbud === own.vardutbud &&
          offerOf({
              ...OFFER,
              undantrangning: displacement,
              ...row,
              till: { region: row.region, sjukhus: row.sjukhus },
            }) ===
            offer
        ).reduce((n, { antal }) => n + antal, 0);
        must(taken <= offered, "no more than the free capacity");
      }
    }
  }
  const covers = ({ kopare, till, vardutbud }: TransferContract, row: Transfer) =>
    kopare.includes(row.fran.region) && till.region === row.till.region &&
    (till.sjukhus ?? row.till.sjukhus) === row.till.sjukhus && vardutbud.includes(row.vardutbud);
  const during = ({ start, slut }: TransferContract, manad: string) =>
    manad >= (start ?? manad) && manad <= (slut ?? manad);
  for (const contract of contracts) {
    const covered = transfers.filter((row) => covers(contract, row) && during(contract, row.manad));
    must(sum(covered) >= contract.minst, "an agreement's fewest are operated");
    must(sum(covered) <= (contract.hogst ?? Infinity), "an agreement's most are not passed");
  }
  for (const row of transfers) {
    const about = contracts.filter((contract) => covers(contract, row));
    must(
      about.length === 0 || about.some((each) => during(each, row.manad)),
      "no agreement is used out of its time",
    );
  }
  return found;
}

const REGIONS = ["Dalarna", "Gävleborg", "Värmland", "Västmanland", "Örebro län"];
/** Two hospitals of one region among them, so that a region's list has two receivers. */
const PLACES = [
  ...REGIONS.map((region) => ({ region: `Region ${region}`, sjukhus: null })),
  { region: "Region Gävleborg", sjukhus: "Bollnäs sjukhus" },
  { region: "Region Gävleborg", sjukhus: "Hudiksvalls sjukhus" },
  { region: "Region Västmanland", sjukhus: "Västmanlands sjukhus Köping" },
];

/** Problems of some regions, with up to `most` operations a month and place. */
export function problems(
  regions: number,
  most: number,
  months: readonly string[],
): fc.Arbitrary<TransferProblem> {
  const names = REGIONS.slice(0, regions).map((region) => `Region ${region}`);
  const place = fc.constantFrom(...PLACES.filter(({ region }) => names.includes(region)));
  return fc.record({
    lists: fc.tuple(
      ...REGIONS.slice(0, regions).map((region) =>
        fc.tuple(fc.nat(3 * most), fc.nat(3 * most), fc.nat(100)).map(([over, more, alder]) =>
          list(region, over + more, over, {
            medelvantan: 20 + 5 * over,
            ...(alder > 50
              ? {}
              : { aldrar: [{ alder: 40, antal: 50 - alder }, { alder: 80, antal: alder + 1 }] }),
          })
        )
      ),
    ),
    free: fc.array(
      fc.tuple(
        place,
        fc.constantFrom(...months),
        fc.integer({ min: 1, max: most }),
        fc.constantFrom({}, {}, { villkor: { alder_till: 75 } }, { villkor: { asa_hogst: 2 } }, {
          kalla: "beräknad" as const,
          undantrangning: 0.5,
        }),
      ).map(([place, manad, antal, different]) => ({ ...room("", manad, antal), ...place, ...different })),
      { maxLength: regions },
    ),
    rules: fc.record({
      months: fc.constant(months),
      smallestGroup: fc.integer({ min: 1, max: 3 }),
      smallestSum: fc.integer({ min: 1, max: 4 }),
      acceptance: fc.constant(ACCEPTANCE),
      receiverShare: fc.constantFrom(0.3, 0.6, 1),
      displacement: fc.constantFrom(0, 0, 0.5),
      contracts: fc.array(
        fc.record({
          namn: fc.constant("Avtal"),
          kopare: fc.subarray(names, { minLength: 1 }),
          till: place,
          vardutbud: fc.constant([KNEE]),
          minst: fc.constant(0),
          hogst: fc.option(fc.nat(2 * most)),
          start: fc.option(fc.constantFrom(...months)),
          slut: fc.option(fc.constantFrom(...months)),
        }),
        { maxLength: 1 },
      ),
    }),
  });
}
