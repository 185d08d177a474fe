## What cannot be done now, easy layer.

need-title = いまはできないこと
need-lead = できるまで、どうするかを書いています。
need-until-then = できるまで、すること
need-until-then-none = まだ書いていません。
need-level = どこまで考えたか
need-reason = できないわけ
need-since = いつから
need-from-meeting = 話し合いを見る
need-who-can-see = 本人が見せるときめた人が見られます。町の話し合いには、名前を出しません。
need-who-can-see-mine = あなたと、あなたが見せるときめた人が見られます。町の話し合いには、名前を出しません。
need-answer = 町の話し合いからの返事
council-answer-on = { $day }の返事
council-answer-full = くわしい返事も読む
need-way = これまでと、これから
way-need = できないとわかりました
way-report = 町に伝えるか、まだきめていません
way-reported = 名前を出さないで伝えました
way-issue = ほかの話といっしょになる
way-with-others = { $count ->
    [0] この話から、はじまりました。
   *[other] ほかの{ $count }つの話といっしょです。
}
way-council = 町で話し合っています
way-answer = 返事がくる
way-returned = チームで考えることになりました
way-kept = 伝えないときめました
way-team = チームで考えています
need-sent = 伝えたこと
need-sent-lead = 伝えたのは、これだけです。
report-reply-source = 町の話し合いの人から
need-keep-title = 伝えないことにする
need-kept = 伝えたくない気持ちを、大切にしました。
need-ask-title = 町につたえてほしくないとき
need-ask-lead = わけは、書かなくていいです。あとで、かえられます。
need-ask-not = 町につたえないでほしい
need-asked-not = { $by }さんが、{ $day }に言いました。本人と保護者が、かえられます。
need-undo-ask = つたえていいことにする
need-team-title = チームで考えること
need-team = つぎの話し合いで、また考えます。
need-as-decided = 話し合いで書いたこと
report-wish = こうくらしたい
report-facts = こまっていること
report-tried = やってみたこと
report-could-not = できなかったこと
report-similar-known = おなじような話
report-similar-count = { $count }つ
report-age = なんさいごろか
report-stage = いまの時期
report-reason = できないわけ
report-office = 伝えた事業所
report-month = 伝えた月
age-band-under-6 = 0〜5歳
age-band-from-6 = 6〜17歳
age-band-from-18 = 18〜39歳
age-band-from-40 = 40〜64歳
age-band-from-65 = 65歳より上

# A region without a council.
need-no-council = 町の話し合いは、まだありません
need-no-council-text = ここに書いたことは、のこります。町の話し合いができたら、伝えられます。
done-need-asked-not = つたえないことにしました
