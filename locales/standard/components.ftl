## Words of the shared components.

context-label = だれのページか
context-now = いま：
context-page-of = のページ
signed-in-as = 使っている人：
display-apply = この表示にする
read-aloud = 読み上げる
read-aloud-stop = 読み上げを止める

next-step-title = つぎにすること
half-now = すぐできる支援
half-takes-time = 時間を要する支援
panels-filled = 書けた点
panel-confirmed = 書けました
panel-empty = まだ空です

voice-own = 本人のことば
voice-shown = 本人のようす
voice-chosen = 本人が選んだカード・写真
voice-asked = 本人のおねがい
voice-said-or-shown = 本人のことば・ようす
voice-mine = わたしのことば
voice-mine-shown = わたしのようす
voice-mine-chosen = わたしが選んだカード・写真
voice-mine-asked = わたしのおねがい
voice-mine-said-or-shown = わたしのことば・ようす
voice-staff = 支援者の見立て
voice-estimate = 推定（本人の様子から）
voice-family = 家族のことば
quote-open = 「
quote-close = 」

progress-todo = 未着手
progress-doing = 途中
progress-done = できた
progress-not-possible = むずかしかった

step-notice = 気づき
step-meeting = 会議
step-decision = 決めたこと
step-plan = 計画
step-monitoring = モニタリング
step-unmet-need = 今はできないこと
step-community-issue = 地域課題
step-council = 協議会
step-answer = 返事
step-ahead = これから

diff-same = 変わらない
diff-added = 加わった
diff-removed = なくなった
diff-changed = 変わった
diff-before = 前
diff-after = 今

pager-label = ページの移動
pager-previous = 前へ
pager-next = 次へ

date-year = 年
date-month = 月
date-day = 日
file-choose = ファイルを選ぶ
date-preview = {"{date}"}ですね
date-ahead-hint = 年を空けておくと、次に来るその日になります。
draft-restored = 前に書きかけた文を戻しました。
draft-ask = 前に書きかけた文があります。
draft-restore = 戻す
draft-drop = 捨てる
draft-clear = 書きかけを消す
copy = コピーする
copied = コピーしました
