## The guided walk through a demonstration region. Easy layer.

walk-name = はじめての案内
walk-count = 案内 { $step } / { $of }
walk-here = 見る
walk-back = このページにもどる
walk-next = つぎへ
walk-end = 案内をおわりにする
walk-done = おわる
walk-resume = 案内のつづきを見る
walk-start = はじめての案内を見る

walk-own-words = わたしのことばを見ます
walk-why-own-words = あなたのことばが、いちばん上です。
walk-own-say = 言いたいことをつたえます
walk-why-own-say = 書く、カード、たのむ。どれでもいいです。
walk-own-answers = わたしの答えを見ます
walk-why-own-answers = いつでも、かえられます。
walk-own-share = 見せる・見せないを見ます
walk-why-own-share = だれに何を見せるか、あなたがきめます。
walk-own-looks = だれが見たかを見ます
walk-why-own-looks = 見た人の名前が出ます。
