import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge } from "../../lib/judge/mod.ts";
import { judgedSlots } from "../../lib/judge/slots.ts";

const lines = [
  "månad;status;region;sjukhus;0-30;31-60;kön",
  "2024-04;väntande;Uppsala;;7;2;K",
  "2024-04;väntande;Dalarna;Mora lasarett;7;;M",
  "2024-04;väntande;Dalarna;Mora lasarett;x;2;K",
  "2024-04;VÄNTANDE;Region Dalarna;;1;;",
  "2024-04;väntande;Riket;;8;2;K",
  "2024-03;genomförda;Dalarna;Falu lasarett;0;0;K",
  "2024-04;väntande;Uppsala;Lasarettet i Enköping;1;1;K",
];
/** A delivery of two regions, with a wrong row, a total, and a column that is not read. */
export const extract = parseExtract(new TextEncoder().encode(lines.join("\n")), "april.csv");
/** How it is read. */
export const reading = recognise(extract.header, profiles);
/** The verdict. */
export const judgement = judge(extract, reading);
/** Its accepted records by region, month and status. */
export const slots = judgedSlots(judgement, reading);
