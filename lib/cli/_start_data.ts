import type { PlanFolder } from "../plan/mod.ts";

/** A kind of data of one's own, as a new data folder explains it. */
export interface DataKind {
  /** What it is and which reports use it, in Swedish. */
  readonly about: string;
  /** Its fields and what they hold. */
  readonly fields: Readonly<Record<string, string>>;
  /** A file of this kind, to be copied: an object for JSON, a text for Markdown; `null` where a command writes it. */
  readonly template: object | string | null;
}

const BASIS = "varifrån uppgifterna kommer, och vilken dag";
const INVENTED = "true om uppgifterna är påhittade: då märks varje sida som bygger på dem";
const MONTHS = "tolv hela tal, januari till december";
const twelve = (antal: number): number[] => Array.from({ length: 12 }, () => antal);
const region = "Region Dalarna", vardutbud = "Gråstarr", syntetisk = false;
const underlag = "Redovisning från ekonomisystemet 2026-11-05";
const sjukhus = "Akademiska sjukhuset";

const contracts = {
  syntetisk,
  rader: [{
    namn: "Gråstarr 2026–2027",
    kopare: [region],
    leverantor: "Vårdgivarens namn",
    vardutbud: [vardutbud],
    volym: 400,
    fran: "2026-01-01",
    till: "2027-12-31",
    option: { till: "2028-12-31", senast: "2027-06-30" },
  }],
};

/** Every kind of data of one's own, by its folder. */
export const DATA_KINDS: Readonly<Record<PlanFolder | "signaler", DataKind>> = {
  planer: {
    about:
      "Produktions- och inköpsplanen för ett år (rapport 43, 50 och 51). Ett utkast skriver deno task plan --ar ÅÅÅÅ; en ändrad plan sparas som en ny version.",
    fields: {
      ar: "året",
      version: "1, 2, … inom året",
      faststalld: "dagen då planen beslutades; null för ett utkast",
      underlag: BASIS,
      syntetisk: INVENTED,
      "rader: region, vardutbud": "en rad för varje region och vårdutbud",
      "rader: behov, egen, samverkan, utanfor, privat": MONTHS,
    },
    template: {
      ...{ ar: 2026, version: 1, faststalld: null, underlag, syntetisk },
      rader: [{
        ...{ region, vardutbud, behov: twelve(100), egen: twelve(80) },
        ...{ samverkan: twelve(5), utanfor: twelve(0), privat: twelve(10) },
      }],
    },
  },
  planavvikelser: {
    about: "Varför utfallet inte blev som planerat (rapport 43).",
    fields: {
      syntetisk: INVENTED,
      "rader: region, manad": "var och när",
      "rader: vardutbud": "ett vårdutbud, eller null för alla",
      "rader: orsak": "bemanning, lokaler, behov, patientval, akut, avtal, teknik eller registrering",
      "rader: kommentar": "vad som hände, i en mening",
    },
    template: {
      syntetisk,
      rader: [{
        ...{ region, vardutbud: null, manad: "2026-01", orsak: "bemanning" },
        kommentar: "Två salar var stängda i tre veckor.",
      }],
    },
  },
  avtal: {
    about: "Vårdavtal: vem som köper vad av vem, hur mycket och till när (rapport 42, 44 och 51).",
    fields: {
      syntetisk: INVENTED,
      "rader: namn": "vad avtalet kallas",
      "rader: kopare": "regionerna som köper",
      "rader: leverantor": "sjukhuset som i leveranserna, eller vårdgivaren som i kopt_vard",
      "rader: vardutbud": "vad som ingår",
      "rader: volym": "avtalad volym under hela tiden",
      "rader: fran, till": "första och sista dagen",
      "rader: option": "en förlängning: dess sista dag, och när den senast ska avropas; null om ingen finns",
    },
    template: contracts,
  },
  priser: {
    about: "Årets prislista (rapport 42, 43 och 44). En ändrad lista sparas som en ny version.",
    fields: {
      "ar, version": "året, och 1, 2, … inom det",
      underlag: BASIS,
      syntetisk: INVENTED,
      faktor: "vad vården kostar i förhållande till listan: egen, i samverkan, utanför och privat",
      "rader: vardutbud, pris": "hela kronor för en operation",
    },
    template: {
      ...{ ar: 2026, version: 1, underlag, syntetisk },
      faktor: { egen: 1, samverkan: 1, utanfor: 1, privat: 1 },
      rader: [{ vardutbud, pris: 10000 }],
    },
  },
  kopt_vard: {
    about:
      "Vad regionerna har köpt utanför de sju regionerna, som leveranserna inte har (rapport 43, 44, 50 och 51). En region som inte står här är inte levererad, inte noll.",
    fields: {
      underlag: BASIS,
      syntetisk: INVENTED,
      omfattar: "regionerna och månaderna som filen svarar för: där den inte har någon rad köptes inget",
      "rader: hemregion": "regionen som köper",
      "rader: utforarregion": "regionen där vården ges, utanför de sju",
      "rader: utforare, agarform": "vårdgivaren, och om den är offentlig eller privat",
      "rader: vardutbud": "vad som köptes",
      "rader: fran, antal": "första månaden, och ett tal för den och varje månad därefter",
    },
    template: {
      ...{ underlag, syntetisk, omfattar: [{ region, fran: "2026-01", till: "2026-10" }] },
      rader: [{
        ...{ hemregion: region, utforarregion: "Region Stockholm", utforare: "Vårdgivarens namn" },
        ...{ agarform: "privat", vardutbud, fran: "2026-01", antal: twelve(12).slice(2) },
      }],
    },
  },
  hyrpersonal: {
    about: "Personalkostnader per region och månad (rapport 43).",
    fields: {
      underlag: BASIS,
      syntetisk: INVENTED,
      "rader: region, manad": "var och när",
      "rader: hyrpersonal_tkr, anstalld_tkr": "tusen kronor",
    },
    template: {
      ...{ underlag, syntetisk },
      rader: [{ region, manad: "2026-01", hyrpersonal_tkr: 1000, anstalld_tkr: 20000 }],
    },
  },
  bestallningar: {
    about: "Vad regionerna har beställt av universitetssjukhusen för ett år (rapport 45 och 50).",
    fields: {
      ar: "året",
      underlag: BASIS,
      syntetisk: INVENTED,
      "rader: sjukhus, region, omrade": "vem som beställer vad av vem",
      "rader: volym": "antal under året",
    },
    template: {
      ...{ ar: 2026, underlag, syntetisk },
      rader: [{ sjukhus, region, omrade: "Thoraxkirurgi", volym: 100 }],
    },
  },
  hogspecialiserad_vard: {
    about: "Vad universitetssjukhusen har gjort i områden som leveranserna inte har (rapport 45 och 50).",
    fields: {
      underlag: BASIS,
      syntetisk: INVENTED,
      "rader: sjukhus, hemregion, omrade": "vem som behandlades var, området som i bestallningar",
      "rader: fran, antal": "första månaden, och ett tal för den och varje månad därefter",
    },
    template: {
      ...{ underlag, syntetisk },
      rader: [{ sjukhus, hemregion: region, omrade: "Thoraxkirurgi", fran: "2026-01", antal: [8, 9, 7] }],
    },
  },
  ctpet: {
    about: "Antaganden om behovet av en undersökning och kamerorna (rapport 47).",
    fields: {
      undersokning: "undersökningen",
      underlag: BASIS,
      syntetisk: INVENTED,
      aldersgrupper: "åldersgrupperna med antal undersökningar per 1 000 invånare och år",
      per_kamera: "undersökningar per kamera och år",
      belaggning: "del av kamerans tid som används, 0–1",
      "regioner: aldersandelar": "del av invånarna i varje grupp, tillsammans 1",
      "regioner: kameror": "antal kameror",
    },
    template: {
      ...{ undersokning: "CT-PET", underlag, syntetisk },
      aldersgrupper: [{ namn: "0–64 år", behov_per_1000: 2 }, {
        namn: "65 år och äldre",
        behov_per_1000: 10,
      }],
      ...{ per_kamera: 1500, belaggning: 0.85 },
      regioner: [{ region, aldersandelar: [0.75, 0.25], kameror: 1 }],
    },
  },
  arsrapport: {
    about: "Vad planeringsgruppen själv skriver om året: steg, aktiviteter och mål (rapport 50).",
    fields: {
      ar: "året",
      syntetisk: INVENTED,
      "process, aktiviteter": "tillstand är klar, pagar, forsenad eller ej_paborjad; ansvarig är en roll",
      "mal: matt": "andel_over_90, skillnad_regioner, samverkan eller kopt_vard",
      "mal: riktning, varde": "hogst eller minst; en andel 0–1 eller ett antal per år",
    },
    template: {
      ...{ ar: 2026, syntetisk },
      process: [{ steg: "Behov", nar: "oktober", vad: "Regionerna lämnar behov", tillstand: "pagar" }],
      aktiviteter: [{
        ...{ aktivitet: "Gemensam prislista", ansvarig: "Planeringsgruppen", klart: "december" },
        ...{ tillstand: "pagar", kommentar: "" },
      }],
      mal: [{
        mal: "Högst 30 % väntar över 90 dagar",
        matt: "andel_over_90",
        riktning: "hogst",
        varde: 0.3,
      }],
    },
  },
  kunskapsbank: {
    about: "Exempel på produktionsplanering som andra kan ta efter (rapport 46): en fil .md för varje.",
    fields: {
      "rubrik, region, omrade": "vad det är, vem som delar det, och specialiteten eller Alla områden",
      "vad, effekt": "vad som gjordes och vad det gav, i en mening",
      kontakt: "en roll, aldrig en person",
      syntetisk: "ja eller nej",
    },
    template: `---
rubrik: Samma rum hela dagen
region: Region Dalarna
omrade: Ortopedi
vad: Ett rum för proteser
effekt: En operation till om dagen
kontakt: Verksamhetschef, ortopedi
syntetisk: nej
---

Så gjordes det.
`,
  },
  signaler: {
    about:
      "Vad regionerna behöver hjälp med och kan hjälpa andra med (rapport 40, 42 och 51). Skriv dem med deno task signal add; deno task signal --help säger hur.",
    fields: {},
    template: null,
  },
};
