/** What the words of a report mean. */
import { dayName, lastDay, type Month } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";

/** The terms in the order to be read, each with what it means here. */
function terms(manad: Month): readonly (readonly [string, string])[] {
  return [
    [
      "Vårdgaranti",
      "Operation eller åtgärd ska erbjudas inom 90 dagar från beslutet. Dag 90 är inom gränsen, dag 91 är över den.",
    ],
    [
      "Väntetid",
      `Hela dagar från beslutet om åtgärd. För den som väntar räknas dagarna till månadens sista dag, ${
        dayName(lastDay(manad))
      }; för en genomförd åtgärd till dagen då den gjordes.`,
    ],
    [
      "Långväntare",
      "Den som har väntat mer än 365 dagar.",
    ],
    [
      "PvV, patientvald väntan",
      "Patienten har erbjudits en tid inom gränsen men valt att vänta. Redovisas vid sidan om och ingår varken i intervallen, medianen eller andelarna.",
    ],
    [
      "MoV, medicinskt orsakad väntan",
      "Patientens hälsa tillåter inte åtgärden ännu. Redovisas vid sidan om bland väntande, men ingår bland genomförda.",
    ],
    [
      "Vårdutbud",
      "Den grupp av åtgärder som väntan gäller, till exempel gråstarr eller knäledsprotes.",
    ],
    [
      "Median",
      "Hälften har väntat högst så många dagar. När en leverans bara anger intervall är medianen beräknad inom sitt intervall; den skrivs då med ≈ och de gränser den säkert ligger mellan.",
    ],
    [
      "Andel genomförda inom 90 dagar",
      "Andelen av de genomförda som omfattas av vårdgarantin och inte är patientvald väntan. Median och medelvärde gäller däremot alla genomförda.",
    ],
    [
      "Vad som räknas",
      "Väntande insatser, inte personer: en person kan vänta på flera åtgärder. Patienter från andra regioner räknas där vården ges. En region som inte har levererat en månad saknas den månaden; den räknas inte som noll.",
    ],
  ];
}

/** The section "Om siffrorna" for a month. */
export function glossaryHtml(manad: Month): string {
  const items = terms(manad).map(([term, meaning]) =>
    `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(meaning)}</dd></div>`
  );
  return `<h2 id="om">Om siffrorna</h2>\n<dl class="glossary">\n${items.join("\n")}\n</dl>`;
}
