import type { Signal, SignalEvent, SignalFile, StandingSignal } from "../../lib/cooperation/mod.ts";

/** A need of Värmland's, with what is different. */
export function signal(different: Partial<Signal> = {}): Signal {
  return {
    sjukhus: null,
    vardutbud: "Knäled protes",
    slag: "behov",
    antal: 40,
    fran: "2024-05",
    till: "2024-06",
    villkor: {},
    kontaktroll: "produktionsplanerare",
    galler_till: "2024-06-30",
    ...different,
  };
}

/** The event that gives it. */
export function given(id: string, dag: string, different: Partial<Signal> = {}): SignalEvent {
  return { id, dag, handelse: "lagd", signal: signal(different), skal: null };
}

/** Värmland's file with these events. */
export function varmland(...handelser: SignalEvent[]): SignalFile {
  return { region: "Region Värmland", syntetisk: true, handelser };
}

/** A standing signal of a region. */
export function standing(id: string, region: string, different: Partial<Signal> = {}): StandingSignal {
  return { ...signal(different), id, region, lagd: "2024-04-02", andrad: "2024-04-02", syntetisk: true };
}
