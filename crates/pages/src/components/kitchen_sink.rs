//! Renders every component and some believable pages into `target/kitchen-sink/`, to be looked at
//! in a browser, and checks what can be checked in the markup.

use std::collections::HashSet;
use std::path::PathBuf;

use tsumugi_words::{Furigana, Layer, Words};

use super::*;
use crate::html::T;
use crate::shell::{HelpLine, NavItem, Shell, ShellView, TextSize, Theme};

fn t() -> T {
    T(Words::new(Layer::Standard, Furigana::Off))
}

fn h(text: &str) -> Html {
    Html::text(text)
}

/// Text with readings written as `{話|はな}し`.
fn r(text: &str) -> Html {
    let mut out = String::new();
    for part in text.split('{') {
        match part.split_once('}') {
            Some((pair, rest)) => {
                let (base, reading) = pair.split_once('|').expect("{base|reading}");
                out.push_str(&format!(
                    "<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>{rest}"
                ));
            }
            None => out.push_str(part),
        }
    }
    Html::rendered(out)
}

fn tag(name: &str, class: &str, inner: &Html) -> Html {
    Html::rendered(format!("<{name} class=\"{class}\">{inner}</{name}>"))
}

fn para(text: &str) -> Html {
    tag("p", "", &h(text))
}

fn view(easy: bool, current: usize) -> ShellView {
    let keys = if easy {
        vec!["nav-home", "nav-meetings"]
    } else {
        vec!["nav-home", "nav-people", "nav-meetings", "nav-tasks", "nav-council"]
    };
    let item = |(at, key)| NavItem { key, href: "/".into(), current: at == current };
    ShellView {
        assets: "../../assets".into(),
        nav: keys.into_iter().enumerate().map(item).collect(),
        signed_in: Some("北野 健（あおぞら相談室）".into()),
        person_context: None,
        status: None,
        csrf: "csrf".into(),
        return_to: "/".into(),
        theme: Theme::White,
        size: TextSize::Normal,
        easy,
        walk: Html::default(),
        own: false,
        guest: false,
        hide_button: easy,
        help: Some(HelpLine {
            who: "あおぞら相談室　北野".into(), phone: "078-000-0000".into()
        }),
    }
}

fn shell(view: ShellView, title: &str, parts: Vec<Html>) -> Shell {
    Shell::new(t(), view, title.into(), Html::join(parts))
}

fn steps() -> Timeline {
    let item = TimelineItem::new;
    Timeline {
        t: t(),
        items: vec![
            item(
                Step::Notice,
                h("令和8年3月2日（月）"),
                h("お母さんの転倒のあと、受診が2回のびた"),
            )
            .href("/concerns/1"),
            item(Step::Meeting, h("3月19日（木）"), h("サービス担当者会議：受診と週末の過ごし方"))
                .href("/meetings/1")
                .body(
                    Quote::new(t(), Voice::Own, h("7時40分のバスは、これからも乗りたい"))
                        .render_html(),
                ),
            item(
                Step::Decision,
                h("3月19日（木）"),
                h("受診の付き添いを移動支援でためす（5月まで）"),
            ),
            item(
                Step::UnmetNeed,
                h("3月19日（木）"),
                h("体験できるグループホームが近くに見つからない"),
            ),
            item(Step::Plan, h("4月1日（水）"), h("個別支援計画 第4版")).href("/plans/4"),
            item(Step::Monitoring, h("7月"), h("本人と家族に聞く")).ahead(),
        ],
    }
}

fn diff() -> Diff {
    let line = |label: &str, parts, note: Option<&str>| DiffLine {
        label: h(label),
        parts,
        note: note.map(h),
    };
    Diff {
        t: t(),
        lines: vec![
            line(
                "目標1",
                vec![
                    DiffPart::Same("週に".into()),
                    DiffPart::Removed("1回".into()),
                    DiffPart::Added("2回".into()),
                    DiffPart::Same("、バスでパン屋の仕事に通う".into()),
                ],
                Some("意味が変わったので、つぎの話のときに本人に聞きます"),
            ),
            line("支援3", vec![DiffPart::Added("受診の日は移動支援が付き添う".into())], None),
            line("支援2", vec![DiffPart::Removed("受診は母が付き添う".into())], None),
            line("目標2", vec![DiffPart::Same("日曜は弟と将棋をさす".into())], None),
        ],
    }
}

fn tasks() -> TaskList {
    let row = |title: &str, note: &str, progress| TaskRow {
        title: h(title),
        href: Some("/tasks/1".into()),
        note: Some(h(note)),
        progress,
        actions: None,
    };
    TaskList {
        t: t(),
        rows: vec![
            row("移動支援の事業所に空きを聞く", "北野　4月10日（金）まで", Progress::Todo),
            row(
                "受診の日を二つの医院とそろえる",
                "訪問看護 森　さいごに見たのは4月3日",
                Progress::Doing,
            ),
            row("会議の記録を本人に読む", "世話人 大西　4月2日に完了", Progress::Done),
        ],
    }
}

fn table() -> DataTable {
    let row = |name: &str, kind: &str, due: &str, chip: Chip| {
        vec![
            Html::rendered(format!("<a href=\"/p/1\">{}</a>", h(name))),
            h(kind),
            h(due),
            chip.render_html(),
        ]
    };
    DataTable {
        caption: h("これから3か月のモニタリング"),
        headers: vec![h("利用者"), h("サービス"), h("予定"), h("ようす")],
        rows: vec![
            row(
                "山田 花子さん",
                "生活介護",
                "4月24日（金）",
                Chip::new(h("会議を呼びかけ中"), Tone::Wait),
            ),
            row(
                "井上 大地さん",
                "放課後等デイサービス",
                "5月8日（金）",
                Chip::new(h("本人に聞いた"), Tone::Good),
            ),
            row(
                "小川 葵さん",
                "就労定着支援",
                "5月15日（金）",
                Chip::new(h("役割が宙に浮いている"), Tone::Care),
            ),
        ],
    }
}

fn components_page() -> Shell {
    let chips = [
        Chip::new(h("しるし"), Tone::Neutral),
        Chip::new(h("同意あり"), Tone::Good),
        Chip::new(h("返事待ち"), Tone::Wait),
        Chip::new(h("もういちど聞く"), Tone::Care),
        Chip::new(h("お知らせ"), Tone::Info),
    ];
    let buttons = Actions {
        buttons: vec![
            Button::submit(h("保存する"), ButtonKind::Primary),
            Button::link(h("下書きを見る"), ButtonKind::Secondary, "/"),
            Button::print(t()),
            Button::link(h("やめる"), ButtonKind::Quiet, "/"),
            Button::submit_as(h("取り下げる"), ButtonKind::DangerQuiet, "do", "withdraw".into()),
        ],
    };
    let bare = Html::rendered(format!(
        "<form method=\"post\" action=\"/x\">{}</form>",
        buttons.render_html()
    ));
    let mut view = view(false, 1);
    view.person_context = Some("山田 花子さん".into());
    view.status = Some("会議の案内を5人に送りました".into());
    shell(
        view,
        "部品の見本",
        vec![
            PageHead::new(h("部品の見本"))
                .back(h("利用者の一覧"), "/people")
                .lead(h("どの画面も、ここにある部品だけでできています。"))
                .render_html(),
            Quote::new(
                t(),
                Voice::Own,
                h("7時40分のバスは、これからも乗りたい。\nパンのにおいがすきやから。"),
            )
            .source(h("3月19日、会議で。ことばで。聞いた人：大西"))
            .render_html(),
            Quote::new(
                t(),
                Voice::Staff,
                h("朝のバスは一日の始まりの合図になっている。乗れない日は昼まで落ち着かない。"),
            )
            .source(h("大西（生活介護 サービス管理責任者）"))
            .render_html(),
            Quote::new(
                t(),
                Voice::Family,
                h("いつかは家を出る練習をしてほしい。でも急がせたくはない。"),
            )
            .source(h("お母さん　3月10日、電話で"))
            .render_html(),
            Quote::new(
                t(),
                Voice::Estimate,
                h("グループホームの写真を裏返した。まだ行きたくないのかもしれない。"),
            )
            .render_html(),
            Card::new(
                h("しるし"),
                tag("p", "", &Html::join(chips.iter().map(Component::render_html))),
            )
            .foot(Html::rendered("<a href=\"/\">しるしの意味を読む</a>".into()))
            .render_html(),
            Card::new(h("ボタン"), bare).kind(CardKind::Quiet).render_html(),
            Card::new(
                h("会議のこと"),
                Facts {
                    rows: vec![
                        (h("日時"), h("令和8年4月24日（金）15:30から60分")),
                        (h("場所"), h("あおぞら相談室 2階（オンラインもできます）")),
                        (h("目的"), h("受診の付き添いと、週末の過ごし方を決める")),
                    ],
                }
                .render_html(),
            )
            .render_html(),
            Card::new(h("しごと"), tasks().render_html()).render_html(),
            table().render_html(),
            Pager {
                t: t(),
                previous: Some("?page=1".into()),
                next: Some("?page=3".into()),
                position: h("21〜40件目（全52件）"),
            }
            .render_html(),
            SearchBox {
                t: t(),
                action: "/people/search".into(),
                csrf: String::new(),
                submit_token: String::new(),
                value: String::new(),
                label: h("名前や読みでさがす"),
                error: None,
            }
            .render_html(),
            Halves {
                t: t(),
                now: Html::rendered(
                    "<ul><li>移動支援をためす</li><li>薬の一覧を一つにする</li></ul>".into(),
                ),
                takes_time: Html::rendered(
                    "<ul><li>グループホームの体験先をさがす</li></ul>".into(),
                ),
                inner: false,
            }
            .render_html(),
            Card::new(h("歩みの糸"), steps().render_html()).render_html(),
            Card::new(h("前回から変わったこと"), diff().render_html()).render_html(),
            Empty {
                title: h("まだ会議がありません"),
                text: h(
                    "気になることが一つあれば、会議を呼びかけられます。呼びかけは3分で送れます。",
                ),
                action: Some(Button::link(
                    h("会議を呼びかける"),
                    ButtonKind::Secondary,
                    "/meetings/new",
                )),
            }
            .render_html(),
        ],
    )
}

fn choices(items: &[(&str, &str, bool)]) -> Vec<Choice> {
    items.iter().map(|(value, label, chosen)| Choice::new(*value, h(label), *chosen)).collect()
}

fn form_page() -> Shell {
    let fields = [
        Field::line(t(), "title", h("会議の名前"), "受診と週末の過ごし方").required(),
        Field::date(
            t(),
            "day",
            h("会議の日"),
            DateText { year: "R8".into(), month: "13".into(), day: "24".into() },
        )
        .required()
        .hint(h("年は、2026 でも R8 でも 令和8 でも書けます。"))
        .error(Some(h("月は1から12で書いてください。"))),
        Field::radios(
            t(),
            "purpose",
            h("目的"),
            vec![
                Choice::new("decide", h("決める"), true).hint(h("だれが、いつまでに、を決めます")),
                Choice::new("share", h("知らせ合う"), false),
                Choice::new("think", h("いっしょに考える"), false),
            ],
        )
        .required(),
        Field::checks(
            t(),
            "members",
            h("来てほしい人"),
            choices(&[
                ("1", "山田 花子さん（本人）", true),
                ("2", "お母さん", true),
                ("3", "大西（生活介護）", false),
            ]),
        )
        .error(Some(h("本人が来られないときは、わけをえらんでください。"))),
        Field::area(t(), "own", h("本人のことば"), "")
            .voice(Voice::Own)
            .hint(h("話したとおりに書きます。")),
        Field::area(t(), "staff", h("支援者の見立て"), "").voice(Voice::Staff),
        Field::area(t(), "family", h("家族のことば"), "").voice(Voice::Family),
        Field::select(
            t(),
            "place",
            h("場所"),
            choices(&[("", "えらんでください", true), ("office", "あおぞら相談室", false)]),
        ),
        Field::line_of(t(), "phone", h("電話"), "", LineKind::Phone).autocomplete("tel"),
        Field::radios(
            t(),
            "slot",
            h("4月24日（金）15時30分から"),
            choices(&[("yes", "○", false), ("part", "△ 前半だけ", true), ("no", "×", false)]),
        )
        .in_row(),
    ];
    let mut parts = vec![PageHead::new(h("会議を呼びかける")).render_html()];
    let borrowed: Vec<&Field> = fields.iter().collect();
    let summary = ErrorSummary::of(t(), &borrowed).expect("two fields are wrong");
    parts.insert(0, summary.render_html());
    let (first, last) = fields.split_at(fields.len() - 2);
    let together = Html::join(first.iter().map(Component::render_html));
    let group = FieldGroup {
        legend: h("お返事"),
        hint: Some(h("あとから直せます。")),
        fields: Html::join(last.iter().map(Component::render_html)),
    };
    parts.push(
        Form::new(
            "/meetings",
            "csrf",
            "once",
            Html::join([together, group.render_html()]),
            h("内容を確かめる"),
        )
        .draft(t(), "meeting:new")
        .cancel(t(), "/")
        .render_html(),
    );
    let mut page = shell(view(false, 2), "会議を呼びかける", parts);
    page.has_errors = true;
    page
}

fn person_page() -> Shell {
    let mut view = view(false, 1);
    view.person_context = Some("山田 花子さん".into());
    let goals = Facts {
        rows: vec![
            (
                h("目標1　短期"),
                Html::join([
                    h("週に2回、バスでパン屋の仕事に通う "),
                    Chip::new(h("本人のはい"), Tone::Good).render_html(),
                ]),
            ),
            (
                h("目標2　短期"),
                Html::join([
                    h("日曜は弟と将棋をさす "),
                    Chip::new(h("本人のはい"), Tone::Good).render_html(),
                ]),
            ),
            (
                h("目標3　中長期"),
                Html::join([
                    h("泊まる練習を、好きな場所で "),
                    Chip::new(h("もういちど聞く"), Tone::Care).render_html(),
                ]),
            ),
        ],
    };
    let left = Html::join([
        Card::new(h("いまの計画"), goals.render_html())
            .foot(Html::rendered("<a href=\"/plans/4\">個別支援計画 第4版を開く</a><a href=\"/plans/4/map\">ふたつの計画を並べて見る</a>".into()))
            .render_html(),
        Card::new(h("前回から変わったこと"), diff().render_html()).render_html(),
        Card::new(h("ここまでの歩み"), steps().render_html()).render_html(),
    ]);
    let right = Html::join([
        Card::new(
            h("手伝い方"),
            Html::rendered("<ul><li>先に今日の予定を絵で見せる</li><li>急ぐときほど、ゆっくり話す</li><li>左の耳のほうが聞こえやすい</li></ul>".into()),
        )
        .kind(CardKind::Warm)
        .foot(Html::rendered("<a href=\"/p/1/profile\">わたしの1ページを開く</a>".into()))
        .render_html(),
        Card::new(
            h("いっしょに動く人"),
            Facts {
                rows: vec![
                    (h("相談支援"), h("北野 健（あおぞら相談室）")),
                    (h("生活介護"), h("大西 純（ひだまり）")),
                    (h("訪問看護"), h("森 千尋")),
                    (h("家族"), h("お母さん、弟さん")),
                ],
            }
            .render_html(),
        )
        .render_html(),
        Quote::new(t(), Voice::Family, h("いつかは家を出る練習をしてほしい。でも急がせたくはない。"))
            .source(h("お母さん　3月10日、電話で"))
            .render_html(),
        Quote::new(t(), Voice::Staff, h("朝のバスが一日の始まりの合図になっている。"))
            .source(h("大西　2月のモニタリング"))
            .render_html(),
    ]);
    let cols = Html::rendered(format!(
        "<div class=\"cols cols-lead\"><div class=\"stack\">{left}</div><div class=\"stack\">{right}</div></div>"
    ));
    shell(
        view,
        "山田 花子さん",
        vec![
            PageHead::new(h("山田 花子さん")).lead(h("44歳　お母さんと二人ぐらし　キーパーソン：北野")).render_html(),
            Quote::new(t(), Voice::Own, h("7時40分のバスは、これからも乗りたい。パンのにおいがすきやから。"))
                .source(h("3月19日、会議で。自分のことばで。聞いた人：大西"))
                .foot(Html::rendered("<a href=\"/p/1/voices\">前のことばを読む</a>".into()))
                .render_html(),
            NextStep {
                t: t(),
                what: h("受診の付き添いについて、会議を呼びかける"),
                why: Some(h("お母さんの転倒のあと、受診が2回のびています。")),
                actions: vec![
                    Button::link(h("会議を呼びかける"), ButtonKind::Primary, "/meetings/new"),
                    Button::link(h("今は見守る"), ButtonKind::Quiet, "/notices/1/watch"),
                ],
            }
            .render_html(),
            cols,
            WhoCanSee { t: t(), sentence: h("花子さん、お母さん、北野、大西、森。だれがいつ見たかは、花子さんとお母さんも読めます。") }
                .render_html(),
        ],
    )
}

fn closing_page() -> Shell {
    let mut view = view(false, 2);
    view.person_context = Some("山田 花子さん".into());
    let yes_no = |name: &str, label: &str| {
        Field::radios(
            t(),
            name,
            h(label),
            choices(&[("all", "そろっていた", false), ("missing", "いなかった人がいる", false)]),
        )
    };
    let panel = |id: &str, question: &str, answer: Option<Html>, input: Option<Html>| Panel {
        id: id.into(),
        question: h(question),
        answer,
        input,
    };
    let panels = Panels {
        t: t(),
        panels: vec![
            panel(
                "members",
                "必要な人はそろっていましたか",
                Some(Html::join([
                    para("来た人6人。主治医は書面で意見を出した。"),
                    para("地域の課題を運べる人：北野（相談支援部会）"),
                ])),
                None,
            ),
            panel(
                "needs",
                "支援は本人の望みに合っていますか",
                Some(
                    Quote::new(t(), Voice::Own, h("うん。バスは乗る。"))
                        .source(h("目標1について、はい"))
                        .render_html(),
                ),
                None,
            ),
            panel(
                "terms",
                "すぐできることと、時間を要することを分けましたか",
                None,
                Some(
                    Halves {
                        t: t(),
                        now: Html::rendered(
                            "<ul><li>移動支援をためす</li><li>薬の一覧を一つにする</li></ul>"
                                .into(),
                        ),
                        takes_time: Html::rendered("<p>まだありません。</p>".into()),
                        inner: true,
                    }
                    .render_html(),
                ),
            ),
            panel(
                "roles",
                "だれが、何を、いつまでに。役割は決まりましたか",
                None,
                Some(Html::join([
                    tasks().render_html(),
                    Chip::new(h("宙に浮いた役割 1"), Tone::Care).render_html(),
                ])),
            ),
            panel(
                "cannot",
                "今できないことを確かめ、分かち合いましたか",
                None,
                Some(yes_no("cannot", "できないことの広さ").render_html()),
            ),
        ],
    };
    let form = Form::new(
        "/meetings/1/close",
        "csrf",
        "once",
        panels.render_html(),
        h("5つを確かめて会議をとじる"),
    )
    .draft(t(), "meeting:1:close")
    .cancel(t(), "/meetings/1");
    shell(
        view,
        "会議をとじる",
        vec![
            PageHead::new(h("会議をとじる"))
                .back(h("3月19日のサービス担当者会議"), "/meetings/1")
                .lead(h("とじる前に、5つをみんなで声に出して確かめます。空のままでも、わけを残せばとじられます。"))
                .render_html(),
            Quote::new(t(), Voice::Own, h("7時40分のバスは、これからも乗りたい。"))
                .source(h("会議のはじめに、自分のことばで"))
                .render_html(),
            tag("div", "closing", &form.render_html()),
            WhoCanSee { t: t(), sentence: h("会議に招かれた人。できないことは、名前を消してから協議会に届きます。") }.render_html(),
        ],
    )
}

fn me_page() -> Shell {
    let easy = T(Words::new(Layer::Easy, Furigana::All));
    let mut view = view(true, 0);
    view.signed_in = Some("山田 花子さん".into());
    let tile = |href: &str, title: &str, note: &str| {
        format!(
            "<li><a class=\"tile\" href=\"{href}\"><span class=\"tile-title\">{}</span><span class=\"tile-note\">{}</span></a></li>",
            r(title),
            r(note)
        )
    };
    let tiles = format!(
        "<ul class=\"tiles\">{}{}{}{}</ul>",
        tile("/me/plan", "わたしの{計画|けいかく}", "したいことと、{手|て}{伝|つだ}い"),
        tile("/me/answers", "わたしの答え", "きめたこと・やめること"),
        tile("/me/profile", "わたしの1ページ", "すきなこと・たいせつなこと"),
        tile("/me/seen", "だれが{見|み}たか", "{見|み}せる・{見|み}せない"),
    );
    let answer = Field::radios(
        easy,
        "answer",
        r("{土曜日|どようび}に {泊|と}まる{練習|れんしゅう}を しますか"),
        vec![
            Choice::new("yes", r("はい"), false),
            Choice::new("no", r("いや"), false),
            Choice::new("later", r("まだ きめない"), false),
            Choice::new("other", r("ほかの{考|かんが}えが ある"), false),
        ],
    )
    .required();
    let parts = vec![
        PageHead::new(r("{花子|はなこ}さんのページ")).render_html(),
        Quote::new(easy, Voice::Own, r("7{時|じ}40{分|ぷん}のバスに これからも {乗|の}りたい。"))
            .source(r("3{月|がつ}19{日|にち}に {話|はな}したこと"))
            .render_html(),
        NextStep {
            t: easy,
            what: r("{金曜日|きんようび}に {話|はな}し{合|あ}いが あります"),
            why: Some(r("4{月|がつ}24{日|にち}、{午後|ごご}3{時|じ}{半|はん}からです。{北野|きたの}さんと {大西|おおにし}さんが {来|き}ます。")),
            actions: vec![
                Button::link(r("{言|い}いたいことを {出|だ}す"), ButtonKind::Primary, "/me/say"),
                Button::link(r("くわしく {読|よ}む"), ButtonKind::Secondary, "/me/meeting"),
            ],
        }
        .render_html(),
        Html::rendered(tiles),
        Card::new(
            r("きめること"),
            Form::new("/me/answer", "csrf", "once", answer.render_html(), r("これで よい")).render_html(),
        )
        .render_html(),
        WhoCanSee { t: easy, sentence: r("{花子|はなこ}さんと お{母|かあ}さんと {大西|おおにし}さんです。") }.render_html(),
    ];
    Shell::new(easy, view, "花子さんのページ".into(), Html::join(parts))
}

fn paper_page() -> Shell {
    let sheet = "<article class=\"paper\"><div class=\"paper-head\"><span>あおぞら相談室　電話 078-000-0000</span><span>令和8年4月3日（金）</span></div>\
        <h1>サービス担当者会議のご案内</h1>\
        <p class=\"paper-own\">「7時40分のバスは、これからも乗りたい」（本人のことば）</p>\
        <table class=\"paper-form\"><tbody>\
        <tr><th scope=\"row\">日時</th><td>令和8年4月24日（金）午後3時30分から60分</td></tr>\
        <tr><th scope=\"row\">場所</th><td>あおぞら相談室 2階</td></tr>\
        <tr><th scope=\"row\">目的</th><td>受診の付き添いと、週末の過ごし方を決める</td></tr>\
        <tr><th scope=\"row\">来る人</th><td>本人、お母さん、生活介護、訪問看護、移動支援</td></tr></tbody></table>\
        <h2>お返事</h2><p>あてはまるものに○をつけて、FAXでお送りください。</p>\
        <p class=\"ox\"><span class=\"ox-box\">○</span><span class=\"ox-box\">△</span><span class=\"ox-box\">×</span></p>\
        <h2>先に伝えたい3つのこと</h2><div class=\"paper-lines\"></div>\
        <div class=\"sign\"><div class=\"sign-box\">本人</div><div class=\"sign-box\">家族・代理の人</div><div class=\"sign-box\">サービス管理責任者</div></div>\
        <div class=\"paper-foot\"><span>取扱注意</span><span>1 / 1</span></div></article>";
    shell(
        view(false, 2),
        "会議の案内",
        vec![
            Actions { buttons: vec![Button::print(t())] }.render_html(),
            Html::rendered(sheet.into()),
        ],
    )
}

fn pages() -> Vec<(&'static str, Shell)> {
    vec![
        ("components", components_page()),
        ("form", form_page()),
        ("person", person_page()),
        ("closing", closing_page()),
        ("me", me_page()),
        ("paper", paper_page()),
    ]
}

/// The values of an attribute in the order of the document.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let open = format!(" {attribute}=\"");
    html.split(&open).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_keeps_the_rules_of_markup() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/kitchen-sink");
    std::fs::create_dir_all(&folder).expect("target can be written");
    for (name, page) in pages() {
        let html = page.document();
        std::fs::write(folder.join(format!("{name}.html")), &html).expect("target can be written");
        assert!(!html.contains(" style="), "{name}: inline style");
        assert!(!html.contains(" onclick="), "{name}: inline script");
        assert_eq!(html.matches("<h1").count(), 1, "{name}: one h1");
        assert_eq!(html.matches("<main").count(), 1, "{name}: one main");
        assert!(html.matches("id=\"next-title\"").count() <= 1, "{name}: one next step");
        assert!(!html.contains("<button>") && !html.contains("<input>"), "{name}: bare control");
        assert_eq!(
            html.matches("<button").count(),
            values(&html, "type").iter().filter(|t| ["submit", "button"].contains(t)).count(),
            "{name}: every button has a type"
        );
        let ids = values(&html, "id");
        let known: HashSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: an id stands twice");
        for target in values(&html, "for") {
            assert!(known.contains(target), "{name}: label for {target}");
        }
        for list in [values(&html, "aria-describedby"), values(&html, "aria-labelledby")].concat() {
            for target in list.split(' ') {
                assert!(known.contains(target), "{name}: {target} is described nowhere");
            }
        }
        for target in values(&html, "href").iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(known.contains(target), "{name}: link to #{target}");
        }
        assert_eq!(
            html.matches("method=\"post\"").count(),
            html.matches("name=\"csrf\"").count() + usize::from(name == "components"),
            "{name}: every form that changes something carries its token"
        );
    }
}

#[test]
fn the_title_tells_mistakes_and_results_first() {
    let errors = form_page().document();
    let prefix = t().plain("error-title-prefix");
    let app = t().plain("app-name");
    assert!(errors.contains(&format!("<title>{prefix}会議を呼びかける — {app}</title>")));
    let done = components_page().document();
    assert!(done.contains("<title>会議の案内を5人に送りました — 部品の見本"));
}

#[test]
fn readings_have_one_pair_each_and_brackets_for_old_browsers() {
    let html = me_page().document();
    let rubies = html.matches("<ruby>").count();
    assert!(rubies > 20);
    assert_eq!(rubies, html.matches("<rt>").count());
    assert_eq!(rubies * 2, html.matches("<rp>").count());
    let standard = person_page().document();
    assert!(!standard.contains("<rt>"));
}

#[test]
fn typed_text_and_secrets_are_never_markup() {
    let evil = "\"><script>alert(1)</script>";
    let line = Field::line(t(), "a", h("名前"), evil).render_html();
    let area = Field::area(t(), "b", h("文"), "</textarea><script>").render_html();
    assert!(!line.as_str().contains("<script>") && !area.as_str().contains("<script>"));
    assert!(line.as_str().contains("&#34;&#62;&#60;script"));
    let secret = Field::line_of(t(), "p", h("合言葉"), "hunter2", LineKind::Password).render_html();
    assert!(!secret.as_str().contains("hunter2"));
}

#[test]
fn a_wrong_field_is_tied_to_its_hint_and_error() {
    let field = Field::line(t(), "name", h("名前"), "")
        .hint(h("本人の名前"))
        .error(Some(h("名前を書いてください。")))
        .required();
    let html = field.render_html();
    assert!(html.as_str().contains(
        "id=\"f-name\" name=\"name\" type=\"text\" value=\"\" autocomplete=\"off\" \
         aria-describedby=\"f-name-hint f-name-error\" aria-invalid=\"true\" required>"
    ));
    let fine = Field::line(t(), "name", h("名前"), "");
    assert!(ErrorSummary::of(t(), &[&fine]).is_none());
}
