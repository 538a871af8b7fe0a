/**
 * Vänteläge: a workbench for waiting-list analysis. These are the names that an analyst uses from day to day, in
 * groups, each with its gloss; `help()` lists the same. Each folder of lib/ offers the rest by a name of its own:
 * `vantelage/contract`, `vantelage/plan`.
 *
 * @module
 */
import { drawingDocument, show } from "./figures/mod.ts";
import { prepareNotebook } from "./notebook/mod.ts";

prepareNotebook({ show, document: drawingDocument });

// ## Lager: läsa in och granska
export { readExtract } from "./extract/mod.ts"; // läser en fil och visar vad den innehåller, rad för rad
export { Profile } from "./contract/mod.ts"; // beskriver hur någon annans fil läses som en av våra
export {
  judgeFile, // granskar en fil som en inläsning gör, utan att behålla något
  loadFile, // läser in en fil i ett lager
  loadFiles, // läser in flera filer i ett lager, i tur och ordning
  openStore, // öppnar ett lager
  Store, // ett öppet lager: månader, leveranser, celler och rader
  withdrawDelivery, // återkallar en leverans; det som den ersatte gäller igen
} from "./store/mod.ts";

// ## Urval: fråga ett lager
export {
  careYear, // ett års vård: flöden mellan hemregion och vårdgivare
  compareDeliveries, // jämför två leveranser rad för rad
  compareMonths, // jämför två månaders listor och säger varför de skiljer sig
  listCells, // listorna månad för månad, som framskrivning och vårdskuld tar dem
  listHistory, // kontakter följda från månad till månad
  listOptions, // text och månad till figurer av listCells
  longWaiting, // vilka som går först av dem över gränsen
  select, // tar ett urval ur ett lager: region, sjukhus, vårdutbud, månad
  Selection, // det som svarar för ett urval med rader till tabeller och figurer
  selections, // det som rapportens läsare får välja bland
  sql, // frågor i SQL till lagret
  tabulate, // ett urval som rader: ett tal för varje sjukhus, aldrig en summa
} from "./selection/mod.ts";
export {
  cube, // celler att välja ur och gruppera
  type CubeCell, // en cell: så många kontakter av samma slag, som har väntat lo till hi dagar
} from "./cube/mod.ts";
export { explore } from "./report/explore.ts"; // välj rader, mått och diagram med musen, och kopiera koden

// ## Mått: räkna på celler
export {
  activelyWaiting, // de aktivt väntande: på listan, utan PvV och MoV
  type CensusCell, // det av en cell som måtten räknar på
  deviationCounts, // antal som väntar av eget val (PvV) och av medicinska skäl (MoV)
  GUARANTEE_DAYS, // vårdgarantins gräns: dag 90 är inom, dag 91 över
  LONG_WAIT_DAYS, // den som har väntat längre är långväntare
  longestWaits, // de längsta väntorna, region för region
  medianWait, // medianväntetid i dagar
  monthlySeries, // ett mått månad för månad, med samma månad året före
  overLimit, // hur många som har väntat över gränsen, antal och andel
  performed, // genomförda: volym, andel inom gränsen, median
  performedDefinition, // vad andelen inom gränsen räknas på, i ord
  performedTable, // tabellen över genomförda: volym, andel inom gränsen, median, medel
  perThousand, // antal per 1 000 invånare
  PUBLISHED_BANDS, // planeringsgruppens band av dagar
  ratio, // ett antal som andel av ett annat
  waitingByBand, // antal i varje band
  waitTable, // planeringsgruppens tabell: band, andel över gränsen, median, totalt
} from "./indicators/mod.ts";
export {
  type Bounded, // ett tal med gränser: value, low, high
  countBetween, // antal som har väntat från den ena till den andra dagen
  countContacts, // antal kontakter i cellerna
  estimateOf, // den bästa skattningen av ett tal med gränser
  mean, // medelväntetid
  quantile, // kvantil; p = 0.5 är medianen
} from "./numeric/mod.ts";

// ## Namn: regioner, sjukhus, vårdutbud
export {
  CareOffering, // ett vårdutbud i vilken stavning som helst
  careOfferings, // alla vårdutbud med sina koder
  hospitalOwnership, // vem som drev ett sjukhus en månad
  hospitals, // de sju regionernas sjukhus
  inhabitants, // invånare i en region
  memberRegions, // de sju regionernas namn
  RegionName, // en region i vilken stavning som helst
  regions, // Sveriges 21 regioner med namn och koder
} from "./reference/mod.ts";

// ## Kalender: dagar och månader
export {
  addDays, // dagen så många dagar senare eller tidigare
  addMonths, // månaden så många månader senare eller tidigare
  Day, // en dag som text, "2024-04-30"
  daysBetween, // hela dagar mellan två dagar
  firstDay, // månadens första dag
  isWorkingDay, // om en dag är en arbetsdag
  lastDay, // månadens sista dag, mätdatum
  Month, // en månad som text, "2024-04"
  monthName, // månaden i ord: april 2024
  monthOf, // månaden som en dag ligger i
  monthRange, // alla månader från den första till den sista
  swedishHolidays, // årets helgdagar och helgdagsaftnar
  workingDays, // antal arbetsdagar mellan två dagar
  workingDaysIn, // antal arbetsdagar i en månad
} from "./calendar/mod.ts";

// ## Läget: figurer av vem som väntar och vem som opereras
export {
  deviationsByRegion, // andelen som väntar av eget val eller medicinska skäl, per region
  groupFindings, // vad som sticker ut i en kö
  hospitalMap, // karta: var de som har väntat över gränsen väntar
  largestGroups, // största patientgrupperna över gränsen
  listChangeFigure, // varför listorna har ändrats, som tabell som går ihop
  listChangeFinding, // varför antalet har ändrats, i en mening
  longestWaitsFigure, // de längsta väntorna och vilka som är garantibrott
  longWaitersByRegion, // långväntare per region
  monthFindings, // det viktigaste om en månad
  monthKeyFigures, // månadens nyckeltal
  monthsWithYearBefore, // ett mått månad för månad, med året före
  overLimitByHospital, // andel över gränsen per sjukhus
  overLimitByRegion, // andel över gränsen per region
  performedByHospital, // andel opererade inom gränsen per sjukhus
  performedByRegion, // andel opererade inom gränsen per region
  performedTableFigure, // tabellen över genomförda, som figur
  regionTrends, // ett mått i varje region månad för månad
  waitingByBandFigure, // hur länge de väntande har väntat, per region
  waitTableFigure, // planeringsgruppens tabell, som figur
} from "./figures/mod.ts";

// ## Egna figurer: tabeller, diagram och tal som text
export { toCsv } from "./extract/mod.ts"; // rader som CSV
export {
  barFigure, // liggande staplar av vilka värden som helst
  colour, // en färg ur paletten
  Figure, // en figur med rubrik, diagram, alternativtext och tabell
  findings, // en lista av slutsatser
  formatBounded, // ett tal med sina gränser, som text
  formatChange, // en ändring med tecken, som text
  formatCount, // ett antal som text: 40 193
  formatDays, // dagar som text
  formatNumber, // ett tal som det mäter: antal, andel, dagar
  formatShare, // en andel som procent
  headlineFindings, // det som några figurers rubriker säger, som en lista
  keyFigures, // två till fem nyckeltal
  monthColumns, // en stapel för varje månad, i delar
  onward, // länkar vidare till andra sidor
  picturePng, // en figur eller ett eget diagram som PNG
  pictureSvg, // en figur eller ett eget diagram som SVG
  show, // visar rader som en tabell
  tableFigure, // vilka rader som helst som en tabell med rubrik
  tableText, // en tabell som text för terminalen
} from "./figures/mod.ts";

// ## Balans: kommer det fler än det opereras?
export {
  flowsOfCells, // listans flöden per månad, ur leveransernas celler
  flowsOfSpells, // listans flöden per månad, ur kontakter
  queueTable, // köernas belastning, mål, behövd kapacitet och tryck
} from "./analysis/queueing/mod.ts";
export { moreOperations } from "./plan/mod.ts"; // hur många fler operationer målet kräver
export {
  moreOperationsFigure, // hur många fler operationer, på varje sätt att räkna
  queueBalance, // vad som kom till listan och vad som lämnade den
  queueTableFigure, // köernas mått som tabell
} from "./figures/mod.ts";

// ## Väntan: hur länge får den vänta som listas i dag?
export {
  aalenJohansen, // vem som är opererad, har lämnat eller väntar, dag för dag
  exitsByMix, // hur många som opereras i tid, vid samma blandning av vårdutbud
  exitsInWindow, // vad som syns av väntorna i ett fönster av dagar
  exitTable, // kurvornas tal på jämna avstånd
  kaplanMeier, // andelen som fortfarande väntar efter varje dag
  listedToday, // väntan för den som listas i dag, lista för lista
  twoWaitsByList, // väntan för den nya och för dem på listan
} from "./analysis/survival/mod.ts";
export {
  exitCurvesFigure, // vad det blir av dem som listas, dag för dag
  listedTodayTable, // väntan för den som listas i dag, som tabell
  mixedExitsTable, // hur många som opereras i tid, som tabell
  twoWaitsFigure, // de två väntetiderna bredvid varandra
} from "./figures/mod.ts";

// ## Signal: vad är mer än slump?
export { adjustedMonths } from "./analysis/season/mod.ts"; // månader jämförbara: per arbetsdag och utan säsong
export {
  shareFunnel, // vilka enheters andelar som skiljer sig mer än av slump
  shareUnits, // andelar över gränsen som enheter i en tratt
  standardisedFunnel, // detsamma med hänsyn till blandningen av vårdutbud
  xmrChart, // en serie med gränser mellan signal och brus
} from "./analysis/variation/mod.ts";
export {
  shareFunnelFigure, // trattdiagram över andelar
  standardisedFigure, // jämförelse med hänsyn till vårdutbud
  xmrFigure, // styrdiagram
} from "./figures/mod.ts";

// ## Framåt: framskrivning och vårdskuld
export {
  backtest, // skriver fram från tidigare månader och jämför med det som kom
  calibrateProjection, // lär av historien hur listorna opereras och fylls på
  compareScenarios, // skriver fram det som är, och varje scenario
  fanMonths, // utfall och framskrivning i en serie
  project, // listan och väntorna månader framåt, med intervall
  readScenarios, // läser scenarier
  scenarioOutcomes, // vart scenarierna leder, sida vid sida
} from "./analysis/projection/mod.ts";
export {
  comparedWithLastYear, // de senaste tolv månaderna mot de tolv före
  deferredCare, // operationer och beslut mot det vanliga: vårdskulden
  workOff, // vad som krävs för att arbeta av en skuld
} from "./analysis/deferred/mod.ts";
export {
  backtestFigure, // hur långt fel framskrivningar har haft
  deferredDebt, // vårdskuldens utveckling
  projectionFan, // månaderna som varit och kommer, med intervall
  scenarioComparison, // vart scenarierna leder, som diagram
  workOffFigure, // vad det tar att arbeta av vårdskulden
} from "./figures/mod.ts";

// ## Tillsammans: vad regionerna kan göra för varandra
export {
  jointList, // gemensam väntelista: vad den ändrar för dem som väntar
  proposeTransfers, // förslag om vem som opererar åt vem
  readSignals, // behov och förmåga som regionerna har meddelat
  signalBoard, // signaltavlan: vilka behov och förmågor som möts
  transferProposals, // förslagen i ord, med kostnader
} from "./cooperation/mod.ts";
export { transferBasis } from "./selection/mod.ts"; // underlag för förslag, ur lagret

// ## Anteckningsböcker
export {
  help, // visar vad som finns, med exempel
  parameters, // anteckningsbokens parametrar och deras värden
  reload, // läser om koden i lib/ efter en ändring
} from "./notebook/mod.ts";
