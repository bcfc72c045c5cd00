#pragma once
// A report of a study that was never made, with a picture of every kind, for those who draw
// reports.

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/document.hpp"

namespace channelsim {

/// Writes the sample in one language; a figure is said once for both.
class SampleDocument {
 public:
  explicit SampleDocument(Language language) : language_(language) {}

  Document document() const {
    Document sample;
    sample.language = language_;
    sample.title = say("Qingshan Tea: how to reach the counties", "青山茶业：县域市场的渠道方案");
    sample.question = say("Which channel plan should Qingshan Tea follow over the next two years?",
                          "未来两年，青山茶业应采用哪一种渠道方案？");
    sample.audience =
        say("For the executive committee, autumn session", "供经营决策委员会秋季会议审议");
    sample.plans = {{.name = "as_is", .label = plan(0), .baseline = true, .recommended = false},
                    {.name = "hybrid", .label = plan(1), .baseline = false, .recommended = true},
                    {.name = "direct", .label = plan(2), .baseline = false, .recommended = false}};
    sample.sections = {answer(), comparison(), money(), risk(), path(), places(), roadmap()};
    sample.remarks = {
        {"risk", say("Li Na, finance", "李娜（财务部）"),
         say("Receivables of the two largest distributors are higher than assumed here.",
             "两家最大经销商的应收账款高于此处的假设。"),
         "open"},
        {"answer", say("Wang Wei, sales", "王伟（销售部）"),
         say("The margin of the web shop has been checked against last year's books.",
             "网店毛利已与去年账目核对。"),
         "done"}};
    sample.footer = say("channelsim 0.1.0 · seed 42 · 1,000 replications · digest 3f9a0c4be1d2",
                        "channelsim 0.1.0 · 随机种子 42 · 模拟 1,000 次 · 摘要 3f9a0c4be1d2");
    return sample;
  }

 private:
  std::string say(const char* english, const char* chinese) const {
    return language_ == Language::english ? english : chinese;
  }
  std::string plan(std::size_t place) const {
    switch (place) {
      case 0:
        return say("Today's distributors", "现有经销体系");
      case 1:
        return say("Distributors and web shop", "经销+自营网店");
      default:
        return say("Own sales force", "直营销售队伍");
    }
  }
  std::string money_unit() const { return say("CNY", "元"); }

  Section answer() const {
    Section section{
        .id = "answer",
        .title = say("The answer", "结论"),
        .sentences =
            {say("Choose Distributors and web shop: its average profit over two years is 4.21 "
                 "million "
                 "CNY "
                 "higher than under Today's distributors (95 % interval 3.12 to 5.30 million CNY).",
                 "建议采用“经销+自营网店”：两年平均利润比“现有经销体系”高 421 万元（95% 区间 312 "
                 "万至 530 "
                 "万元）。"),
             say("It is best in 81 % of the 1,000 futures drawn. In the other futures the "
                 "distributors "
                 "answer the web shop with less shelf space.",
                 "在抽取的 1,000 种未来中，有 81% "
                 "以它为最优；其余情形下，经销商会以缩减陈列来应对网店。"),
             say("How far distributors retaliate is assumed, not measured.",
                 "经销商的反制力度为假设值，并非实测。")},
        .tables = {},
        .pictures = {}};
    section.tables = {{.name = "key_figures",
                       .title = say("The plans at a glance", "方案一览"),
                       .columns = {{say("plan", "方案"), ""},
                                   {say("profit over two years", "两年利润"), money_unit()},
                                   {say("sales", "销售额"), money_unit()},
                                   {say("lowest cash", "现金最低点"), money_unit()},
                                   {say("chance of a loss", "亏损概率"), "share"}},
                       .rows = {{{plan(0), 38412345.67, 212345678.9, -4123456.0, 0.112}, 0},
                                {{plan(1), 42621987.01, 231987654.3, -9876543.2, 0.064}, 1},
                                {{plan(2), 36204411.9, 224004400.5, -21004400.1, 0.231}, 2}}},
                      {.name = "advantage",
                       .title = say("Profit against today", "与现状相比的利润"),
                       .columns = {{say("plan", "方案"), ""},
                                   {say("low end", "区间下限"), money_unit(), {}, true},
                                   {say("average", "平均"), money_unit(), {}, true},
                                   {say("high end", "区间上限"), money_unit(), {}, true}},
                       .rows = {{{plan(1), 3120000.0, 4209641.34, 5299282.68}, 1},
                                {{plan(2), -4550000.0, -2207933.77, 134132.46}, 2}}}};
    section.pictures = {
        {PictureKind::intervals, say("Profit against today", "与现状相比的利润"),
         say("With the web shop, profit is clearly above today's; with an own sales "
             "force it is likely below.",
             "增设网店后利润明显高于现状；改为直营销售队伍则很可能低于现状。"),
         1}};
    return section;
  }

  Section comparison() const {
    Section section{.id = "comparison",
                    .title = say("The plans side by side", "方案对比"),
                    .sentences = {say("The web shop adds sales that the distributors don't lose.",
                                      "网店带来的是增量，经销渠道的销售并未减少。")},
                    .tables = {},
                    .pictures = {}};
    DataTable sales{.name = "sales_by_channel",
                    .title = say("Sales by channel", "分渠道销售额"),
                    .columns = {{say("channel", "渠道"), ""}},
                    .rows = {}};
    for (std::size_t i = 0; i < 3; ++i) sales.columns.push_back({plan(i), money_unit(), i});
    sales.rows = {{{say("distributors", "经销商"), 158000000.0, 149500000.0, 31000000.0}, {}},
                  {{say("independent retailers in county towns", "县城独立零售店"), 41000000.0,
                    38700000.0, 52004400.5},
                   {}},
                  {{say("own web shop", "自营网店"), 0.0, 31087654.3, 12000000.0}, {}},
                  {{say("own shops", "直营门店"), 13345678.9, 12700000.0, 129000000.0}, {}}};
    DataTable cover{.name = "channel_stock",
                    .title = say("Channel stock", "渠道库存"),
                    .columns = {{say("week", "周"), ""}},
                    .rows = {}};
    for (std::size_t i = 0; i < 3; ++i)
      cover.columns.push_back({plan(i), say("weeks of cover", "周"), i});
    for (int week = 4; week <= 104; week += 4) {
      const double t = week / 104.0, season = std::sin(6.2832 * week / 52.0);
      cover.rows.push_back({{double(week), 6.4 + 0.9 * season, 6.2 - 2.1 * t + 0.7 * season,
                             5.9 - 2.8 * t + 0.4 * season + (week == 28 ? 1.6 : 0.0)},
                            {}});
    }
    section.tables = {std::move(sales), std::move(cover)};
    section.pictures = {
        {PictureKind::bars, say("Sales by channel", "分渠道销售额"),
         say("Under the hybrid plan the web shop sells 31 million CNY, three quarters of them to "
             "customers who bought elsewhere before.",
             "混合方案下网店销售 3,109 万元，其中约四分之三来自此前在别处购买的顾客。"),
         0},
        {PictureKind::lines, say("Channel stock in weeks of cover", "渠道库存周数"),
         say("Stock in the channel falls from six weeks to four; today's plan keeps it.",
             "渠道库存由 6 周降至约 4 周；维持现状则基本不变。"),
         1}};
    return section;
  }

  Section money() const {
    Section section{
        .id = "money",
        .title = say("Where goods and money go", "货物与资金流向"),
        .sentences = {say("The gain comes from margin kept, less what the web shop costs to run.",
                          "增益主要来自留存的毛利，再扣除网店运营成本。")},
        .tables = {},
        .pictures = {}};
    const std::string maker = say("Qingshan Tea", "青山茶业"),
                      trade = say("distributors", "经销商"), shops = say("retailers", "零售店"),
                      web = say("web shop", "自营网店"), buyers = say("consumers", "消费者");
    section.tables = {
        {.name = "flow_of_goods",
         .title = say("Goods in a year", "全年货物流向"),
         .columns = {{say("from", "自"), ""},
                     {say("to", "至"), ""},
                     {say("goods", "货物"), say("cases", "箱")}},
         .rows = {{{maker, trade, 812000.0}, {}},
                  {{trade, shops, 640500.0}, {}},
                  {{trade, buyers, 158000.0}, {}},
                  {{maker, web, 143000.0}, {}},
                  {{web, buyers, 136400.0}, {}},
                  {{web, maker, 6600.0}, {}},
                  {{shops, buyers, 640500.0}, {}}}},
        {.name = "bridge",
         .title = say("From today's profit to the recommended plan", "从现状利润到推荐方案"),
         .columns = {{say("step", "项目"), ""}, {say("amount", "金额"), money_unit()}},
         .rows = {{{plan(0), 38412345.67}, 0},
                  {{say("more sales", "销售增长"), 5300000.0}, {}},
                  {{say("margin kept", "留存毛利"), 6150000.0}, {}},
                  {{say("traffic and platform fees", "流量与平台费用"), -3840358.66}, {}},
                  {{say("delivery to homes", "末端配送"), -1900000.0}, {}},
                  {{say("lost shelf space", "陈列损失"), -1500000.0}, {}},
                  {{plan(1), 42621987.01}, 1}}}};
    section.pictures = {
        {PictureKind::sankey, say("Goods in a year", "全年货物流向"),
         say("Five of six cases still pass the distributors.", "六箱货物中仍有五箱经由经销商。"),
         0},
        {PictureKind::waterfall,
         say("From today's profit to the recommended plan", "从现状利润到推荐方案"),
         say("More sales and margin kept add 11.5 million CNY; fees, delivery and lost shelf space "
             "take 7.2 million.",
             "销售增长与留存毛利合计增加 1,145 万元；费用、配送与陈列损失合计减少 724 万元。"),
         1}};
    return section;
  }

  Section risk() const {
    Section section{
        .id = "risk",
        .title = say("What could go wrong", "可能出现的问题"),
        .sentences = {say("In the worst twentieth of the futures the recommended plan still earns "
                          "21 million CNY on average.",
                          "在最差的 5% 情形下，推荐方案平均仍可获利约 2,100 万元。")},
        .tables = {},
        .pictures = {}};
    DataTable values{.name = "profit_distribution",
                     .title = say("Profit over the futures", "利润分布"),
                     .columns = {{say("share of futures", "未来占比"), "share"}},
                     .rows = {}};
    for (std::size_t i = 0; i < 3; ++i) values.columns.push_back({plan(i), money_unit(), i});
    for (int percent = 1; percent <= 99; percent += 2) {
      const double p = percent / 100.0, z = 5.5556 * (1 - std::pow((1 - p) / p, 0.1186));
      values.rows.push_back(
          {{p, 38.4e6 + 9.1e6 * z, 42.6e6 + 10.4e6 * z + 0.6e6 * z * z, 36.2e6 + 16.9e6 * z}, {}});
    }
    section.tables = {std::move(values)};
    section.pictures = {
        {PictureKind::distribution, say("Profit over the futures", "利润分布"),
         say("An own sales force has the widest range: the best futures pay more, the "
             "bad ones cost much more.",
             "直营销售队伍的波动最大：最好的情形收益更高，最差的情形损失也大得多。"),
         0}};
    return section;
  }

  Section path() const {
    Section section{
        .id = "path",
        .title = say("The path over time", "时间路径"),
        .sentences = {say("Cash is lowest in week 20 and is back at its start after week 48.",
                          "现金在第 20 周降至最低，第 48 周之后回到期初水平。")},
        .tables = {},
        .pictures = {}};
    DataTable cash{.name = "cash_path",
                   .title = say("Cash", "现金"),
                   .columns = {{say("plan", "方案"), ""},
                               {say("week", "周"), ""},
                               {"P5", money_unit()},
                               {"P25", money_unit()},
                               {"P50", money_unit()},
                               {"P75", money_unit()},
                               {"P95", money_unit()}},
                   .rows = {}};
    constexpr std::array<std::array<double, 3>, 3> shapes = {
        {{2.0e6, 38.0e6, 5.0e6}, {9.0e6, 44.0e6, 6.2e6}, {20.0e6, 37.0e6, 10.0e6}}};
    for (std::size_t i = 0; i < 3; ++i)
      for (int week = 4; week <= 104; week += 4) {
        const auto [dip, end, spread] = shapes[i];
        const double t = week / 104.0;
        const double middle = 6e6 + end * t * t - dip * std::sin(3.1416 * std::sqrt(t));
        const double width = spread * std::sqrt(t);
        cash.rows.push_back({{plan(i), double(week), middle - 1.6 * width, middle - 0.7 * width,
                              middle, middle + 0.7 * width, middle + 1.7 * width},
                             i});
      }
    section.tables = {std::move(cash)};
    section.pictures = {
        {PictureKind::fan, say("Cash over two years", "两年现金走势"),
         say("The dip of the hybrid plan is deeper than today's and shorter than that of "
             "an own sales force.",
             "混合方案的现金低谷深于现状，但短于直营销售队伍。"),
         0}};
    return section;
  }

  Section places() const {
    Section section{
        .id = "places",
        .title = say("Where it happens", "区域表现"),
        .sentences = {say("The gain is made in the counties of the west; the coast hardly moves.",
                          "增益主要来自西部县域，沿海变化不大。")},
        .tables = {},
        .pictures = {}};
    section.tables = {
        {.name = "gain_by_place",
         .title = say("Change in profit by region and segment", "分区域、分客群的利润变化"),
         .columns = {{say("region", "区域"), ""},
                     {say("families", "家庭"), money_unit(), {}, true},
                     {say("young singles", "年轻单身"), money_unit(), {}, true},
                     {say("business gifts", "商务礼品"), money_unit(), {}, true},
                     {say("tea houses", "茶馆"), money_unit(), {}, true}},
         .rows = {
             {{say("western counties", "西部县域"), 1210000.0, 1430000.0, 310000.0, -60000.0}, {}},
             {{say("central counties", "中部县域"), 640000.0, 720000.0, 120000.0, -110000.0}, {}},
             {{say("northern cities", "北方城市"), 90000.0, 240000.0, -40000.0, -205000.0}, {}},
             {{say("coast", "沿海"), -20000.0, 60000.0, -150000.0, std::monostate{}}, {}}}}};
    section.pictures = {
        {PictureKind::heat,
         say("Change in profit by region and segment", "分区域、分客群的利润变化"),
         say("Young singles in western counties bring most; tea houses buy less everywhere.",
             "西部县域的年轻单身客群贡献最大；各地茶馆采购均有下降。"),
         0}};
    return section;
  }

  Section roadmap() const {
    Section section{.id = "roadmap",
                    .title = say("Roadmap", "实施路线图"),
                    .sentences = {say(
                        "Start with a pilot in two counties; stop if fewer than 900 customers have "
                        "bought twice by week 26.",
                        "先在两个县试点；若至第 26 周复购顾客不足 900 人，则停止。")},
                    .tables = {},
                    .pictures = {}};
    section.tables = {{.name = "steps",
                       .title = say("Steps of the recommended plan", "推荐方案的步骤"),
                       .columns = {{say("step", "步骤"), ""},
                                   {say("first week", "开始周"), ""},
                                   {say("last week", "结束周"), ""},
                                   {say("owner", "负责人"), ""},
                                   {say("budget", "预算"), money_unit()}},
                       .rows = {{{say("agree terms with distributors", "与经销商议定条款"), 1.0,
                                  8.0, say("head of sales", "销售总监"), 200000.0},
                                 {}},
                                {{say("pilot in two counties", "两县试点"), 9.0, 26.0,
                                  say("head of e-commerce", "电商负责人"), 1800000.0},
                                 {}},
                                {{say("decide on the pilot", "试点评审"), 26.0, 26.0,
                                  say("executive committee", "决策委员会"), std::monostate{}},
                                 {}},
                                {{say("roll out to 40 counties", "推广至 40 个县"), 27.0, 78.0,
                                  say("head of e-commerce", "电商负责人"), 7400000.0},
                                 {}}}}};
    section.pictures = {{PictureKind::timeline,
                         say("Steps of the recommended plan", "推荐方案的步骤"),
                         say("Terms first, then a pilot, then forty counties in a year.",
                             "先谈条款，再试点，随后一年内推广至 40 个县。"),
                         0}};
    return section;
  }

  Language language_;
};

inline Document sample_document(Language language) { return SampleDocument(language).document(); }

/// What an input may try to smuggle into a report; each must be shown as text.
inline constexpr std::array<const char*, 10> hostile_texts = {
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "\" onmouseover=\"alert(4)",
    "=HYPERLINK(\"http://example.com\",\"5\")",
    "'; --><!-- <b>6</b>",
    "\x1b[31m7\x07\x01",
    "</title></style><svg onload=alert(8)>",
    "&lt;9&gt; {0} {plan}",
    "\xe2\x80\xae"
    "01 \xff\xfe"};

/// The sample with every text of it followed by a hostile one.
inline Document hostile_document(Language language) {
  Document sample = sample_document(language);
  std::size_t next = 0;
  const auto spoil = [&](std::string& text) {
    text += hostile_texts[next++ % hostile_texts.size()];
  };
  for (std::string* text :
       {&sample.title, &sample.question, &sample.audience, &sample.warning, &sample.footer})
    spoil(*text);
  for (DocumentPlan& plan : sample.plans) spoil(plan.name), spoil(plan.label);
  for (Section& section : sample.sections) {
    spoil(section.title);
    for (std::string& sentence : section.sentences) spoil(sentence);
    for (DataTable& table : section.tables) {
      spoil(table.title);
      for (DataColumn& column : table.columns) {
        spoil(column.header);
        if (!column.unit.empty() && column.unit != "share") spoil(column.unit);
      }
      for (DataRow& row : table.rows)
        for (Datum& datum : row.cells)
          if (auto* text = std::get_if<std::string>(&datum)) spoil(*text);
    }
    for (Picture& picture : section.pictures) spoil(picture.title), spoil(picture.description);
  }
  for (Remark& remark : sample.remarks) spoil(remark.who), spoil(remark.what);
  return sample;
}

}  // namespace channelsim
