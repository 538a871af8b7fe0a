/** The two faces of a list: those who wait, and those operated. What is said of one is said of the other in its words. */
import { figureDefinition, type FigureOptions } from "./figure_options.ts";
import { nobodyOperated } from "../waiting/performed_table_figure.ts";
import { nobodyWaits } from "./_wording.ts";

/** The words of a face. */
export interface Face {
  /** "väntande", "genomförda": after a number. */
  readonly contacts: string;
  /** "de väntande", "de genomförda". */
  readonly those: string;
  /** "har" they waited, "hade" they waited when they were operated. */
  readonly have: "har" | "hade";
  /** After a number of those who are meant: empty, " av de opererade". */
  readonly among: string;
  /** What they do at a place: "väntar", "opererades". */
  readonly are: string;
  /** What comes before "över 90 dagar" where it is not said who waited: empty, "opererade efter väntan ". */
  readonly after: string;
  /** "Hur många som har väntat över 90 dagar": what is unknown, or asked. */
  readonly howMany: (beyond: string) => string;
  /** Who is counted. */
  readonly definition: string;
  /** That there is nobody. */
  readonly nobody: (otherwise?: string) => string;
}

/** The face that a figure shows. */
export function faceOf(options: FigureOptions): Face {
  return options.status === "genomforda"
    ? {
      contacts: "genomförda",
      those: "de genomförda",
      have: "hade",
      among: " av de opererade",
      are: "opererades",
      after: "opererade efter väntan ",
      howMany: (beyond) => `Hur många av de opererade som hade väntat ${beyond}`,
      definition: "alla genomförda",
      nobody: () => nobodyOperated(options),
    }
    : {
      contacts: "väntande",
      those: "de väntande",
      have: "har",
      among: "",
      are: "väntar",
      after: "",
      howMany: (beyond) => `Hur många som har väntat ${beyond}`,
      definition: figureDefinition(options),
      nobody: (otherwise) => nobodyWaits(options, otherwise),
    };
}
