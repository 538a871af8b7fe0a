import assert from "node:assert/strict";
import { saidBeside } from "../../lib/contract/said_beside.ts";

const said = (beside: string[], hospitals: string[] = []) =>
  Object.fromEntries(
    saidBeside(["manad", "status", "region"], ["Vårdgivare", "0-30"], { beside }, hospitals)
      .map(({ field, value }) => [field, value]),
  );

Deno.test("saidBeside() finds month, status and region in the text beside a table", () => {
  assert.deepEqual(said(["Väntande till operation (april 2024)", "Örebro län"]), {
    manad: "2024-04",
    status: "vantande",
    region: "Region Örebro län",
  });
  assert.deepEqual(said(["Genomförda operationer 2024-03"], ["Falu lasarett", "Mora lasarett"]), {
    manad: "2024-03",
    status: "genomforda",
    region: "Region Dalarna",
  });
  assert.deepEqual(said(["Utfall 202404"]), { manad: "2024-04" });
});

Deno.test("saidBeside() says nothing of what is said in two ways, of days, and of a year alone", () => {
  assert.deepEqual(said(["Väntande och genomförda, april 2024 och maj 2024, Dalarna och Uppsala"]), {});
  assert.deepEqual(said(["Uttag 2024-05-02, år 2024"], ["Falu lasarett", "Akademiska sjukhuset"]), {});
  assert.deepEqual(said([]), {});
});
