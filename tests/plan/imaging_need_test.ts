import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import {
  ImagingAssumptions,
  imagingNeeds,
  imagingOptions,
  readImagingAssumptions,
} from "../../lib/plan/mod.ts";

const assumptions: ImagingAssumptions = {
  undersokning: "CT-PET",
  underlag: "Prov",
  syntetisk: true,
  aldersgrupper: [{ namn: "unga", behov_per_1000: 1 }, { namn: "gamla", behov_per_1000: 9 }],
  per_kamera: 1000,
  belaggning: 0.5,
  regioner: [{ region: "Region Dalarna", aldersandelar: [0.5, 0.5], kameror: 2 }],
};

Deno.test("imagingNeeds() weighs age, inhabitants and cameras", () => {
  const [need] = imagingNeeds(assumptions, { manad: "2024-04" });
  // (0,5 × 1 + 0,5 × 9) per 1 000 of 287 451
  assert.deepEqual([need.per1000, need.behov.value, need.kapacitet], [5, 1437.255, 1000]);
  assert.equal(need.kameror_behov.value, 1437.255 / 500);
  assert.equal(imagingNeeds(assumptions, { manad: "2024-04", growth: 2 })[0].per1000, 10);
});

Deno.test("imagingNeeds() has no need to tell where the inhabitants are unknown", () => {
  const [unknown] = imagingNeeds({
    ...assumptions,
    regioner: [{ ...assumptions.regioner[0], region: "Region X" }],
  }, {
    manad: "2024-04",
  });
  assert.deepEqual([unknown.invanare, unknown.behov.value, unknown.kameror_behov.value], [null, null, null]);
  assert.equal(unknown.kapacitet, 1000);
});

Deno.test("ImagingAssumptions refuses shares of age that are too few or not together 1", () => {
  const regioner = (aldersandelar: number[]) => [{ region: "Dalarna", aldersandelar, kameror: 1 }];
  assert.equal(
    ImagingAssumptions.safeParse({ ...assumptions, regioner: regioner([0.5, 0.5]) }).success,
    true,
  );
  for (const wrong of [[1], [0.5, 0.4], [0.5, 0.5, 0]]) {
    assert.match(
      ImagingAssumptions.safeParse({ ...assumptions, regioner: regioner(wrong) }).error?.issues[0].message ??
        "",
      /^Region Dalarna ska ha en andel för var och en av de 2 åldersgrupperna, tillsammans 1$/,
    );
  }
});

Deno.test("readImagingAssumptions() reads the checkout's assumptions for seven regions", async () => {
  const [ctpet] = await readImagingAssumptions(sampleData("ctpet"));
  assert.deepEqual([ctpet.undersokning, ctpet.syntetisk, ctpet.regioner.length], ["CT-PET", true, 7]);
});

Deno.test("imagingOptions() meets what is lacking by each way, and says which price is not stated", () => {
  // 1 437 are needed and 1 000 can be done, 500 a camera; used 95 % of the time two do 900 more.
  const priced = { ...assumptions, kamera_tkr: 5000, kopt_kr: 10_000 };
  assert.deepEqual(
    imagingOptions(priced, { manad: "2024-04" }).map((
      { kameror, kopta, kronor },
    ) => [kameror, kopta, kronor.value]),
    [[0, 437, 4_370_000], [0, 0, 0], [1, 0, 5_000_000]],
  );
  assert.deepEqual(
    imagingOptions(assumptions, { manad: "2024-04", growth: 2 }).map((
      { kameror, kopta, kronor },
    ) => [kameror, kopta, kronor.value]),
    [[0, 1875, null], [0, 975, null], [4, 0, null]],
  );
});
