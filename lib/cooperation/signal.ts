import * as z from "zod";
import { SafeText } from "../form/mod.ts";
import { Day, Month } from "../calendar/mod.ts";
import {
  CareOffering,
  enterNames,
  HospitalName,
  hospitals,
  MemberRegion,
  nearestNames,
} from "../reference/mod.ts";

/** Whether a region needs help (behov av hjälp) or can give it (förmåga att bistå). */
export type SignalKind = "behov" | "formaga";

/** Who answers for a signal: always a role, so that no list of persons comes to be. */
export const CONTACT_ROLES: readonly string[] = [
  "produktionsplanerare",
  "operationskoordinator",
  "vårdlots",
  "vårdgarantisamordnare",
  "verksamhetschef",
  "områdeschef",
  "hälso- och sjukvårdsdirektör",
];

/** Whom a signal is about: in a need whom it holds, in an offer whom it takes. What is left out does not limit. */
export interface SignalConditions {
  /** The highest ASA class, 1–4. */
  readonly asa_hogst?: number;
  /** The youngest, years. */
  readonly alder_fran?: number;
  /** The oldest, years. */
  readonly alder_till?: number;
  /** One side only. */
  readonly sida?: "höger" | "vänster";
  /** A language beside Swedish that they speak, or that is spoken there. */
  readonly sprak?: string;
}

const years = z.int().min(0).max(120);

/** The conditions of a signal, checked. */
export const SignalConditions: z.ZodType<SignalConditions> = z.strictObject({
  asa_hogst: z.int().min(1).max(4).optional(),
  alder_fran: years.optional(),
  alder_till: years.optional(),
  sida: z.enum(["höger", "vänster"]).optional(),
  sprak: z.string().regex(/^\p{Ll}[\p{Ll} -]{2,29}$/u, "Skriv språket med små bokstäver: arabiska")
    .optional(),
}).refine(({ alder_fran = 0, alder_till = 120 }) => alder_fran <= alder_till, {
  path: ["alder_till"],
  message: "Den äldsta är yngre än den yngsta",
});

/** A signal as a region gives it: so many operations a month that it needs help with, or can help others with. */
export interface Signal {
  /** The hospital; `null` for the region as a whole. */
  readonly sjukhus: string | null;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Need or offer. */
  readonly slag: SignalKind;
  /** Operations a month. */
  readonly antal: number;
  /** The first month. */
  readonly fran: Month;
  /** The last month. */
  readonly till: Month;
  /** Whom it is about. */
  readonly villkor: SignalConditions;
  /** Whom to ask: one of {@linkcode CONTACT_ROLES}. */
  readonly kontaktroll: string;
  /** The last day on which it may be counted on, unless the region renews it. */
  readonly galler_till: Day;
}

/** Operations a month; what is wrong is reported in Swedish. */
const Volume = z.int("ska vara ett helt antal").positive("ska vara minst 1").max(9999, "ska vara högst 9999");

/** One of {@linkcode CONTACT_ROLES}, checked. */
export const ContactRole: z.ZodType<string> = enterNames(
  z.string().transform((text, context) => {
    const role = CONTACT_ROLES.find((known) => known === text.trim().toLowerCase());
    if (role !== undefined) return role;
    const [near] = nearestNames(text, CONTACT_ROLES, 1);
    context.addIssue({
      code: "custom",
      message: `Kontakten ska vara en roll, aldrig en person: ${
        near === undefined ? CONTACT_ROLES.join(", ") : `närmast är ${near}`
      }`,
    });
    return z.NEVER;
  }),
  CONTACT_ROLES,
);

/** A signal, checked; names are read in any accepted spelling. */
export const Signal: z.ZodType<Signal> = z.strictObject({
  sjukhus: HospitalName.nullable(),
  vardutbud: CareOffering,
  slag: z.enum(["behov", "formaga"]),
  antal: Volume,
  fran: Month,
  till: Month,
  villkor: SignalConditions,
  kontaktroll: ContactRole,
  galler_till: Day,
}).refine(({ fran, till }) => fran <= till, {
  path: ["till"],
  message: "Den sista månaden är före den första",
});

/** Something that happened to a signal. */
export interface SignalEvent {
  /** The signal's id, for example "varmland-3". */
  readonly id: string;
  /** When. */
  readonly dag: Day;
  /** It was given, changed, or withdrawn, or what happened to it last was undone. */
  readonly handelse: "lagd" | "andrad" | "aterkallad" | "angrad";
  /** What it says from then on; `null` when withdrawn, or when its being given was undone. */
  readonly signal: Signal | null;
  /** Why it was changed or withdrawn, in a few words without persons. */
  readonly skal: string | null;
}

/** Something that happened to a signal, checked. */
export const SignalEvent: z.ZodType<SignalEvent> = z.strictObject({
  id: z.string().regex(/^[a-z]+-\d+$/, "Ett id är regionens namn och ett nummer: varmland-3"),
  dag: Day,
  handelse: z.enum(["lagd", "andrad", "aterkallad", "angrad"]),
  signal: Signal.nullable(),
  skal: SafeText.nullable(),
}).refine(
  ({ handelse, signal }) => handelse === "angrad" || (handelse === "aterkallad") === (signal === null),
  {
    path: ["signal"],
    message: "En återkallelse har inget innehåll, och allt annat har det",
  },
);

/** A region's signals with their history (signaler/<region>.json). Nothing is ever taken out. */
export interface SignalFile {
  /** The region, official name. */
  readonly region: string;
  /** Whether they are made up. */
  readonly syntetisk: boolean;
  /** What happened, oldest first. */
  readonly handelser: readonly SignalEvent[];
}

/** A region's signals with their history, checked; a hospital must be the region's own. */
export const SignalFile: z.ZodType<SignalFile> = z.strictObject({
  region: MemberRegion,
  syntetisk: z.boolean(),
  handelser: z.array(SignalEvent),
}).superRefine(({ region, handelser }, context) => {
  const given = new Set<string>();
  handelser.forEach(({ id, handelse }, index) => {
    if ((handelse === "lagd") === given.has(id)) {
      const message = handelse === "lagd" ? `${id} är redan lagd` : `${id} har inte lagts`;
      context.addIssue({ code: "custom", path: ["handelser", index, "id"], message });
    }
    given.add(id);
  });
  handelser.forEach(({ signal }, index) => {
    const hospital = hospitals.find(({ namn }) => namn === signal?.sjukhus);
    if (hospital === undefined || hospital.region === region) return;
    context.addIssue({
      code: "custom",
      path: ["handelser", index, "signal", "sjukhus"],
      message: `${hospital.namn} hör till ${hospital.region}, inte till ${region}`,
    });
  });
});
