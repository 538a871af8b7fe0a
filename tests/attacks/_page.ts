import type { ProtectedCell } from "../../lib/disclosure/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";

/** A made-up month: two regions with two hospitals each, one of them private, three vårdutbud, few and many waiting. */
export function smallPage(seed: string, manad = "2024-04"): ProtectedCell[] {
  const random = seededRandom(seed);
  const hospitals = [
    ["Region Dalarna", "Falu lasarett", "offentlig"],
    ["Region Dalarna", "Mora lasarett", "offentlig"],
    ["Region Uppsala", "Akademiska sjukhuset", "offentlig"],
    ["Region Uppsala", "Aleris Elisabethsjukhuset", "privat"],
  ] as const;
  return hospitals.flatMap(([region, sjukhus, agarform], size) =>
    ["Gråstarr", "Gallsten", "Höftled protes"].flatMap((vardutbud) =>
      [12, 45, 75, 200, 400].flatMap((days) =>
        ([null, "PvV", "MoV"] as const).flatMap((avvikelse) => {
          const antal = random.poisson((avvikelse === null ? 12 : 3) / (1 + size) * (days > 365 ? 0.3 : 1));
          return antal === 0 ? [] : [{
            manad,
            status: "vantande" as const,
            region,
            sjukhus,
            agarform,
            vardutbud,
            avvikelse,
            vardgaranti: true,
            lo: days,
            hi: days,
            antal,
          }];
        })
      )
    )
  );
}
