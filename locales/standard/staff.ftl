## Workers of an office, and the organisations of the installation.

# Workers.
staff-title = 職員
workers-caption = この事業所の職員
worker-name = 氏名
worker-kana = ふりがな
worker-role = 役割
worker-from = いつから
worker-state = 状態
worker-seen = 最後に使った日時
worker-ready = 使っています
worker-not-ready = 準備中
worker-left = 終わりました
worker-add-title = 新しい職員
worker-add = 職員を加えて、設定リンクを作る
worker-link = 新しい設定リンクを作る
worker-link-spoken = 新しい設定リンクを作る：{ $name }
worker-end = 今日で終わる
worker-end-spoken = 今日で終わる：{ $name }
link-made = 設定リンクができました
link-made-text = 次のリンクを、{ $name }さんに渡してください。このサーバーのアドレス（https:// で始まる部分）のうしろに続けて使います。
link-made-once = このリンクが表示されるのは、今だけです。72時間のうちに、一度だけ使えます。

# Roles.
role-service-manager = サービス管理責任者
role-child-support-manager = 児童発達支援管理責任者
role-support-worker = 支援員
role-specialist = 相談支援専門員
role-core-centre = 基幹相談支援センターの職員
role-municipal-officer = 市町村の担当者
role-council-secretariat = 協議会事務局
role-council-member = 協議会の委員
role-office-admin = 事業所の管理者
role-system-admin = システム管理者

# Organisations.
orgs-title = 事業所・機関
orgs-lead = 事業所や機関を加え、最初の管理者に設定リンクを渡します。利用者の記録は見えません。
orgs-caption = この地域の事業所・機関
orgs-none = 事業所はまだありません
orgs-none-text = はじめに、事業所を一つ加えてください。
org-add-title = 新しい事業所・機関
org-name = 名前
org-kind = 種類
org-kind-office = 障害福祉サービス事業所
org-kind-child-office = 児童発達支援・放課後等デイサービス
org-kind-consultation = 相談支援事業所
org-kind-core-centre = 基幹相談支援センター
org-kind-municipality = 市町村
org-kind-council-secretariat = 協議会事務局
org-kind-school = 学校・園
org-kind-medical = 医療機関
org-kind-employer = 会社・職場
org-kind-other = そのほか
org-services = サービス
org-services-hint = 例：生活介護、短期入所
org-add = 事業所・機関を加える
error-link-elsewhere = 他の事業所でも働いている人です。サインインの作りなおしは、システム管理者に頼んでください。
error-link-office = この事業所の管理者が、新しいリンクを作れます。事業所の管理者に頼んでください。
error-link-system = システム管理者のリンクは、サーバーのある場所で「tsumugi admin setup-link」を使うと作れます。
