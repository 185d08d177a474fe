// Says a typed date back beside its three fields: 「令和8年(2026年)4月10日(金)ですね」. The server decides
// what a date is; this is only a preview and stays silent when unsure.
const ERAS = [
  { first: [2019, 5, 1], base: 2018, names: /^(令和|令|r)/i },
  { first: [1989, 1, 8], base: 1988, names: /^(平成|平|h)/i },
  { first: [1926, 12, 25], base: 1925, names: /^(昭和|昭|s)/i },
  { first: [1912, 7, 30], base: 1911, names: /^(大正|大|t)/i },
];

function number(text) {
  return /^\d{1,4}$/.test(text) ? Number(text) : NaN;
}

function before(a, b) {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Reads the three fields; `null` when they are no date or the era does not fit. */
export function parseDate(yearText, monthText, dayText) {
  const [year, month, day] = [yearText, monthText, dayText].map((text) =>
    text.normalize("NFKC").trim().replace(/[年月日]$/, ""),
  );
  const at = ERAS.findIndex(({ names }) => names.test(year));
  const era = ERAS[at];
  const inEra = era && year.replace(era.names, "").trim();
  const western = era ? era.base + (inEra === "元" ? 1 : number(inEra)) : number(year);
  const parts = [western, number(month), number(day)];
  if (!(western >= 1868) || parts.some(Number.isNaN)) return null;
  const date = new Date(parts[0], parts[1] - 1, parts[2], 12);
  if (date.getMonth() !== parts[1] - 1 || date.getDate() !== parts[2]) return null;
  if (era && before(parts, era.first) < 0) return null;
  if (at > 0 && before(parts, ERAS[at - 1].first) >= 0) return null;
  return date;
}

function words(date) {
  if (document.documentElement.lang === "en") return date.toLocaleDateString("en-GB", { dateStyle: "full" });
  const parts = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
    era: "long", year: "numeric", month: "long", day: "numeric", weekday: "short",
  }).formatToParts(date);
  const part = (type) => parts.find((item) => item.type === type)?.value ?? "";
  // Browsers write the month with or without its 月.
  const plain = (type) => part(type).replace(/[年月日]$/, "");
  const year = plain("year") === "1" ? "元" : plain("year");
  return `${part("era")}${year}年(${date.getFullYear()}年)${plain("month")}月${plain("day")}日(${part("weekday")})`;
}

export function previewDates() {
  document.querySelectorAll("[data-date-group]").forEach((group) => {
    const inputs = [...group.querySelectorAll("input")];
    const output = group.querySelector(".date-preview");
    const show = () => {
      const date = parseDate(...inputs.map((input) => input.value));
      output.textContent = date ? group.dataset.preview.replace("{date}", words(date)) : "";
    };
    group.addEventListener("input", show);
    show();
  });
}
