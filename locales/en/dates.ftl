## Days, weekdays, eras, English.

weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday

day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
days-left = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
age-years = { $years ->
    [one] { $years } year old
   *[other] { $years } years old
}

era-reiwa = Reiwa
era-heisei = Heisei
era-showa = Showa
era-taisho = Taisho
era-meiji = Meiji
era-western = Western calendar
