/** Deliveries of April 2024 whose cover differs, as files that a test writes: by name, all in one header of bands. */
export const COVER_FILES: Readonly<Record<string, readonly string[]>> = {
  /** Two regions, all that is asked for: 100 and 40 wait, 30 and 20 of them over 90 days, 5 and 10 over 365. */
  whole: [
    "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+;pvv;mov",
    "2024-04;väntande;Uppsala;Lasarettet i Enköping;Gråstarr;20;10;10;15;5;6;4",
    "2024-04;väntande;Uppsala;Akademiska sjukhuset;Gallsten;30;0;0;10;0;1;0",
    "2024-04;väntande;Värmland;Centralsjukhuset Karlstad;Gråstarr;10;0;0;10;0;2;2",
    "2024-04;väntande;Värmland;Centralsjukhuset Karlstad;Gallsten;10;0;0;0;10;2;2",
  ],
  /** 100 wait in Dalarna, 50 of them over 90 days; PvV and MoV are not reported. */
  unreported: [
    "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+",
    "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;40;0;0;30;10",
    "2024-04;väntande;Dalarna;Falu lasarett;Gallsten;10;0;0;10;0",
  ],
  /** 80 wait in Dalarna for one vårdutbud, 40 of them over 90 days. */
  one: [
    "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+;pvv;mov",
    "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;40;0;0;30;10;1;1",
  ],
  /** 120 wait in Sörmland, 40 of them in an open band over 90 days. */
  open: [
    "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91+;pvv;mov",
    "2024-04;väntande;Sörmland;Mälarsjukhuset;Gråstarr;40;20;10;30;1;1",
    "2024-04;väntande;Sörmland;Mälarsjukhuset;Gallsten;10;0;0;10;0;0",
  ],
  /** Operations only. */
  performed: [
    "månad;status;region;sjukhus;vårdutbud;0-30;91-365",
    "2024-04;genomförda;Dalarna;Falu lasarett;Gråstarr;40;10",
    "2024-04;genomförda;Dalarna;Falu lasarett;Gallsten;5;5",
  ],
};

/** Writes one of the deliveries and gives its path. */
export async function writeCoverFile(folder: string, name: string): Promise<string> {
  const path = `${folder}/${name}.csv`;
  await Deno.writeTextFile(path, `${COVER_FILES[name].join("\n")}\n`);
  return path;
}
