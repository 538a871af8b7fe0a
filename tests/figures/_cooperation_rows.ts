import { type SignalBoard, signalBoard } from "../../lib/cooperation/mod.ts";
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
