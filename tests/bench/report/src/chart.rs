//! The chart of the benchmarks: an SVG that is readable in light and dark, with fonts of the reader.

use std::fmt::Write;

use crate::table::{Cell, OURS, Report, Row, Table};

/// Panels are placed side by side as far as they fit.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 16.0;
/// Room for the numbers of the axis.
const AXIS: f64 = 26.0;
const BAR: f64 = 22.0;
const GAP: f64 = 22.0;
const PLOT: f64 = 140.0;
const TITLE: f64 = 58.0;
const LABELS: f64 = 42.0;
/// A bar beyond this ratio is cut; the number on it is the ratio.
const MOST: f64 = 4.0;
/// The panel of this table has lines in place of bars: its rows are sizes.
const GROWTH: &str = "growth";
/// Its ratios are to limits, not to competitors.
const LEFT_OUT: &str = "regeneration";
/// The units of the rows that are drawn.
const TIMES: [&str; 4] = ["ns", "µs", "ms", "s"];
/// The least width of a row, in bars: room for its title.
const LEAST: usize = 3;
/// The characters of a row's title that fit under one bar.
const CHARACTERS: f64 = 4.2;

/// Ours stands out; the others can be distinguished, also by people who see few colours.
const COLOURS: [&str; 9] = [
    "#c2410c", "#7aa6d9", "#2f6db3", "#173f73", "#8fc29a", "#3d8a52", "#b8a1d9", "#7a5aa6",
    "#999999",
];
/// Numbers have an outline in the colour of the background, since they cross lines.
const STYLE: &str = "\
svg{--ground:#fff;background:var(--ground);color:#1f2328;font:11px system-ui,sans-serif}\
@media(prefers-color-scheme:dark){svg{--ground:#0d1117;color:#e6edf3}}\
text{fill:currentColor}.title{font-size:13px;font-weight:600}\
.small{font-size:9.5px;stroke:var(--ground);stroke-width:3px;paint-order:stroke}\
.grid{stroke:currentColor;opacity:.18}.one{stroke:currentColor;opacity:.8}\
.target{stroke:currentColor;stroke-width:2.5}.line{fill:none;stroke-width:2}";

/// The chart as the text of a file.
pub fn svg(report: &Report) -> String {
    let tables: Vec<&Table> = report
        .tables
        .iter()
        .map(|dated| &dated.table)
        .filter(|table| table.id != LEFT_OUT && rows(table).next().is_some())
        .collect();
    let bars = tables.iter().copied().filter(|table| table.id != GROWTH);
    let bars: Vec<&Table> = bars.collect();
    let subjects = subjects(&bars);
    let mut drawing = Drawing::default();
    drawing.legend(&subjects);
    for table in bars {
        drawing.place(panel_width(table));
        bar_panel(&mut drawing, table, &subjects);
    }
    for table in tables.iter().filter(|table| table.id == GROWTH) {
        drawing.place(WIDTH - 2.0 * MARGIN);
        growth_panel(&mut drawing, table);
    }
    drawing.finished()
}

/// The drawing so far, and the place of the next panel.
#[derive(Default)]
struct Drawing {
    body: String,
    x: f64,
    /// Where the current line of panels begins, and where it ends.
    y: f64,
    bottom: f64,
    /// How far the panels of the current line reach.
    used: f64,
}

impl Drawing {
    fn text(&mut self, x: f64, y: f64, class: &str, anchor: &str, text: &str) {
        let text = escaped(text);
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" class="{class}" text-anchor="{anchor}">{text}</text>"#
        );
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let _ = writeln!(
            self.body,
            r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" class="{class}"/>"#,
            from.0, from.1, to.0, to.1
        );
    }

    fn rect(&mut self, (x, y): (f64, f64), width: f64, height: f64, colour: &str) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#
        );
    }

    fn title(&mut self, title: &str, beneath: &str) {
        self.text(self.x, self.y + 24.0, "title", "start", title);
        self.text(self.x, self.y + 38.0, "", "start", beneath);
    }

    /// One swatch for each subject, and the meaning of the marks.
    fn legend(&mut self, subjects: &[String]) {
        let (mut x, mut y) = (MARGIN, MARGIN);
        for (index, subject) in subjects.iter().enumerate() {
            let width = 34.0 + 6.3 * subject.chars().count() as f64;
            if x + width > WIDTH {
                (x, y) = (MARGIN, y + 18.0);
            }
            self.rect((x, y), 12.0, 12.0, colour(index));
            self.text(x + 17.0, y + 10.0, "", "start", subject);
            x += width;
        }
        y += 22.0;
        self.line((MARGIN, y + 6.0), (MARGIN + 12.0, y + 6.0), "target");
        let says = "what bitsight-users may take at most. Shorter is faster; 1 is what each panel compares with.";
        self.text(MARGIN + 17.0, y + 10.0, "", "start", says);
        self.bottom = y + 20.0;
        self.used = WIDTH;
    }

    /// Finds a place for a panel of that width.
    fn place(&mut self, width: f64) {
        if self.used + width > WIDTH - MARGIN {
            self.y = self.bottom;
            self.used = MARGIN;
            self.bottom += TITLE + PLOT + LABELS;
        }
        self.x = self.used;
        self.used += width;
    }

    fn finished(self) -> String {
        let height = self.bottom + MARGIN;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             height=\"{height}\" role=\"img\">\n<title>Benchmarks of bitsight-users, as ratios</title>\n\
             <style>{STYLE}</style>\n{}</svg>\n",
            self.body
        )
    }
}

fn bar_panel(drawing: &mut Drawing, table: &Table, subjects: &[String]) {
    let (left, base) = (drawing.x + AXIS, drawing.y + TITLE + PLOT);
    let place = |cell: &Cell| subjects.iter().position(|it| *it == cell.subject);
    let most = rows(table).flat_map(|row| bars(table, row));
    let most = most.map(|cell| cell.ratio).fold(1.0, f64::max).min(MOST) * 1.05;
    let height = |ratio: f64| PLOT * ratio.min(most) / most;
    let right = drawing.x + panel_width(table) - GAP;
    drawing.title(&table.title, &format!("times {}", table.baseline));
    for step in 0..=most as u32 {
        let y = base - height(step.into());
        let class = if step == 1 { "one" } else { "grid" };
        drawing.line((left, y), (right, y), class);
        drawing.text(left - 6.0, y + 3.5, "small", "end", &step.to_string());
    }
    let mut start = left + GAP / 2.0;
    for row in rows(table) {
        let mut bars: Vec<&Cell> = bars(table, row).collect();
        bars.sort_by_key(|cell| place(cell));
        let width = group_width(table, row) - GAP;
        let mut x = start + (width - BAR * bars.len() as f64) / 2.0;
        for cell in bars {
            let mut top = base - height(cell.ratio);
            let colour = colour(place(cell).unwrap_or(COLOURS.len()));
            drawing.rect((x + 1.0, top), BAR - 2.0, base - top, colour);
            if let (Some(target), true) = (row.target, is_ours(row, cell)) {
                let mark = base - height(target);
                drawing.line((x - 3.0, mark), (x + BAR + 3.0, mark), "target");
                // The number is moved above the mark where the two would overlap.
                if (top - 14.0..top + 2.0).contains(&mark) {
                    top = mark - 1.0;
                }
            }
            let number = format!("{:.2}", cell.ratio);
            drawing.text(x + BAR / 2.0, top - 3.0, "small", "middle", &number);
            x += BAR;
        }
        let characters = (width / BAR * CHARACTERS) as usize;
        for (line, text) in wrapped(&row.title, characters).iter().enumerate() {
            let y = base + 15.0 + 12.0 * line as f64;
            drawing.text(start + width / 2.0, y, "", "middle", text);
        }
        start += width + GAP;
    }
}

/// The cost of larger documents, on two logarithmic axes: the diagonal is in proportion.
fn growth_panel(drawing: &mut Drawing, table: &Table) {
    let (left, base) = (drawing.x + AXIS + 14.0, drawing.y + TITLE + PLOT);
    let points = growth(table);
    let largest = points.iter().map(|point| point.factor).fold(10.0, f64::max);
    let width = 420.0;
    let at = |factor: f64, times: f64| {
        let share = |number: f64| number.log10() / largest.log10();
        let (x, y) = (share(factor), share(times).clamp(-0.05, 1.1));
        (left + width * x, base - PLOT * y)
    };
    drawing.title(
        &table.title,
        "times the single one; the diagonal is in proportion",
    );
    let mut factors: Vec<f64> = points.iter().map(|point| point.factor).collect();
    factors.insert(0, 1.0);
    factors.dedup();
    for factor in factors
        .iter()
        .filter(|factor| factor.log10().fract() == 0.0)
    {
        let (x, y) = at(*factor, *factor);
        let label = format!("×{factor}");
        drawing.line((left, y), (left + width, y), "grid");
        drawing.text(left - 6.0, y + 3.5, "small", "end", &label);
        drawing.text(x, base + 15.0, "", "middle", &format!("document {label}"));
    }
    drawing.line(at(1.0, 1.0), at(largest, largest), "one");
    let mut series: Vec<&str> = Vec::new();
    for point in &points {
        if !series.contains(&point.what) {
            series.push(point.what);
        }
    }
    for (index, what) in series.iter().enumerate() {
        let of = points.iter().filter(|point| point.what == *what);
        let places = of.map(|point| at(point.factor, point.times));
        let places = std::iter::once(at(1.0, 1.0)).chain(places);
        let places: Vec<String> = places.map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let (places, colour) = (places.join(" "), colour(index));
        let _ = writeln!(
            drawing.body,
            r#"<polyline points="{places}" class="line" stroke="{colour}"/>"#
        );
        let (x, y) = (left + width + 60.0, drawing.y + TITLE + 18.0 * index as f64);
        drawing.rect((x, y), 12.0, 12.0, colour);
        drawing.text(x + 17.0, y + 10.0, "", "start", what);
    }
}

/// One measurement of the table `growth`.
struct Point<'a> {
    what: &'a str,
    /// The size of the document and its cost, both as a multiple of the single document.
    factor: f64,
    times: f64,
}

/// From rows such as `x10-load`, "×10: reading it", with the ratio to ten times the single document.
fn growth(table: &Table) -> Vec<Point<'_>> {
    let point = |row: &'_ Row| {
        let factor = row.id.strip_prefix('x')?.split('-').next()?;
        let factor: f64 = factor.parse().ok()?;
        let ratio = row.ours()?.ratio;
        (factor > 1.0 && ratio > 0.0).then_some((factor, ratio * factor))
    };
    let points = table.rows.iter().filter_map(|row| {
        let (factor, times) = point(row)?;
        let what = row
            .title
            .split_once(": ")
            .map_or(row.title.as_str(), |(_, what)| what);
        Some(Point {
            what,
            factor,
            times,
        })
    });
    points.collect()
}

/// The rows of a table that are drawn: those with times.
fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table
        .main_rows()
        .filter(|row| TIMES.contains(&row.unit.as_str()))
}

/// The cells with a bar. The baseline is the line at 1.
fn bars<'a>(table: &'a Table, row: &'a Row) -> impl Iterator<Item = &'a Cell> {
    row.cells
        .iter()
        .filter(|cell| cell.subject != table.baseline && cell.ratio.is_finite())
}

fn is_ours(row: &Row, cell: &Cell) -> bool {
    row.ours().is_some_and(|ours| ours.subject == cell.subject)
}

fn panel_width(table: &Table) -> f64 {
    let groups = rows(table).map(|row| group_width(table, row));
    // The title has to fit, too.
    let title = 7.3 * table.title.chars().count() as f64;
    (AXIS + GAP + groups.sum::<f64>()).max(title + GAP)
}

/// The width of a row's bars. They are centred if the title is wider.
fn group_width(table: &Table, row: &Row) -> f64 {
    bars(table, row).count().max(LEAST) as f64 * BAR + GAP
}

/// A title in lines of at most `most` characters, broken between words.
fn wrapped(title: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// All subjects with a bar, this project first.
fn subjects(tables: &[&Table]) -> Vec<String> {
    let mut subjects: Vec<String> = Vec::new();
    for table in tables {
        for cell in rows(table).flat_map(|row| bars(table, row)) {
            if !subjects.contains(&cell.subject) {
                subjects.push(cell.subject.clone());
            }
        }
    }
    subjects.sort_by_key(|subject| subject != OURS);
    subjects
}

fn colour(index: usize) -> &'static str {
    COLOURS[index.min(COLOURS.len() - 1)]
}

fn escaped(text: &str) -> String {
    // Titles are Markdown; only backticks occur.
    let text = text.replace('`', "").replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::report;

    #[test]
    fn every_subject_but_the_baseline_has_a_bar_in_every_row_and_its_target_a_mark() {
        let svg = svg(&report());
        // A swatch and two bars; the legend's mark and two targets.
        assert_eq!(svg.matches("<rect ").count(), 3);
        assert_eq!(svg.matches("class=\"target\"").count(), 3);
        assert!(svg.contains(">1.50</text>") && svg.contains(">1.20</text>"));
    }

    #[test]
    fn text_is_escaped() {
        assert!(svg(&report()).contains(">Calls &amp; lists</text>"));
    }

    #[test]
    fn growth_is_drawn_from_the_single_document_on() {
        let mut report = report();
        let table = &mut report.tables[0].table;
        table.id = GROWTH.into();
        for (row, factor) in table.rows.iter_mut().zip([10, 100]) {
            (row.id, row.title) = (format!("x{factor}"), format!("×{factor}: all"));
        }
        let points = growth(table);
        assert_eq!((points[0].factor, points[0].times), (10.0, 15.0));
        assert_eq!(points[1].factor, 100.0);
        let svg = svg(&report);
        assert_eq!(svg.matches("<polyline ").count(), 1);
        assert!(svg.contains(">document ×100</text>"));
    }

    #[test]
    fn long_titles_are_wrapped_at_words() {
        assert_eq!(
            wrapped("with all default features", 12),
            ["with all", "default", "features"]
        );
        assert_eq!(wrapped("create", 3), ["create"]);
    }
}
