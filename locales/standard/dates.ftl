## Days, weekdays, eras.

weekday-mon = 月曜日
weekday-tue = 火曜日
weekday-wed = 水曜日
weekday-thu = 木曜日
weekday-fri = 金曜日
weekday-sat = 土曜日
weekday-sun = 日曜日

day-today = 今日
day-tomorrow = 明日
day-yesterday = 昨日
days-left = あと{ $days }日
days-ago = { $days }日前
age-years = { $years }歳

era-reiwa = 令和
era-heisei = 平成
era-showa = 昭和
era-taisho = 大正
era-meiji = 明治
era-western = 西暦
