import * as z from "zod";
import { holdsPersonalNumber } from "../contract/mod.ts";

const LONGEST = 400;
const TELEPHONE = /(?:\+|\b0)\d(?:[\s-]?\d){6,}/;

/**
 * A short text that people may share: no personal number, no telephone number, no e-mail address, one line.
 * What it refuses, it does not repeat.
 */
export const SafeText: z.ZodType<string, string> = z.string().trim().min(1, "Texten är tom")
  .max(LONGEST, `Texten är längre än ${LONGEST} tecken`)
  .refine((text) => !/\p{Cc}/u.test(text), "Texten ska stå på en rad, utan styrtecken")
  .refine((text) => !holdsPersonalNumber(text), "Texten ser ut att innehålla ett personnummer")
  .refine((text) => !text.includes("@"), "Texten innehåller en e-postadress: ange en roll")
  .refine((text) => !TELEPHONE.test(text), "Texten innehåller ett telefonnummer: ange en roll");
