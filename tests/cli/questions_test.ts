import assert from "node:assert/strict";
import { draftWithAnswers } from "../../lib/cli/_questions.ts";
import { draftProfile, type FileAnswers } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";

const draftOf = (lines: string) => (answers: FileAnswers) =>
  draftProfile(parseExtract(new TextEncoder().encode(lines), "fil.csv"), { name: "fil", ...answers });
const asking = (...answers: (string | null)[]) => {
  const asked: string[] = [];
  return { asked, ask: (question: string) => (asked.push(question), answers.shift() ?? null) };
};

Deno.test("draftWithAnswers() asks at most three questions, and drafts with each answer", () => {
  const file = "månad;status;region;0-30;A;B;C;D\n2024-04;väntande;Dalarna;3;36;27;1;9\n";
  const { asked, ask } = asking("31-60", "bortse", "över 60");
  const { profile, questions } = draftWithAnswers(draftOf(file), {}, ask);
  assert.equal(asked.length, 3);
  assert.deepEqual(profile.band?.map(({ namn, lo }) => [namn, lo]), [["0-30", 0], ["A", 31], ["C", 61]]);
  assert.deepEqual([profile.bortse, questions.map(({ names }) => names)], [["B"], [["D"]]]);
});

Deno.test("draftWithAnswers() asks again where it cannot read the answer, and leaves open what nobody answers", () => {
  const file = "månad;status;region;0-30;A;B\n2024-04;väntande;Dalarna;3;36;27\n";
  const { asked, ask } = asking("vet inte", "31-60", null);
  const { profile, questions } = draftWithAnswers(draftOf(file), {}, ask);
  assert.match(asked[1], /"vet inte" går inte att läsa/);
  assert.deepEqual([questions.map(({ names }) => names), profile.fragor?.length], [[["B"]], 1]);
  assert.equal(asked.length, 3);
});
