/*!
Why an amount changed (Y07): the reason speaks of the same direction, and is no smaller than what
it explains.
*/

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::prose::note;
use crate::checks::prose::sentences::Sentence;
use crate::checks::wording::ChangeFault;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static ROSE: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:经费|预算|支出|费用|资金|投入)(?:的)?(?:有所)?(?:增加|增长|提高|上升)")
});
static FELL: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:经费|预算|支出|费用|资金|投入)(?:的)?(?:有所)?(?:减少|下降|降低|压减)")
});
static ANY_RISE: LazyLock<Regex> = LazyLock::new(|| regex("增加|增长|提高|上升|上涨|新增|上浮"));
static ANY_FALL: LazyLock<Regex> =
    LazyLock::new(|| regex("减少|下降|降低|压减|节约|厉行|退休|调出|核减|取消|完成"));
static CHANGED: LazyLock<Regex> =
    LazyLock::new(|| regex("(增加|增长|减少|下降)[0-9][0-9,.]*(?:%|％|万元)[，。]?$"));

/// Y07: a reason that speaks of the other direction.
pub fn check(sentences: &[Sentence], ledger: &mut Ledger) {
    for pair in sentences.windows(2) {
        let [sentence, next] = pair else { continue };
        let Some(found) = CHANGED.captures(sentence.text()) else {
            continue;
        };
        let Some(changed) = found.get(0) else {
            continue;
        };
        let is_reason = ["主要原因", "主要是", "原因"]
            .iter()
            .any(|word| next.text().starts_with(word));
        if !is_reason || next.text().matches('；').count() > 0 {
            continue;
        }
        let rises = matches!(&found[1], "增加" | "增长");
        let text = next.text();
        let contradicts = if rises {
            FELL.is_match(text) && !ANY_RISE.is_match(text)
        } else {
            ROSE.is_match(text) && !ANY_FALL.is_match(text)
        };
        if contradicts {
            ledger.remark(note(
                ChangeFault::ReasonOfOtherDirection,
                Severity::Warning,
                sentence.place(changed.range()),
                (
                    changed.as_str().trim_end_matches(['，', '。']).to_owned(),
                    Some((text.to_owned(), next.place(0..next.text().len()))),
                ),
            ));
        } else {
            few_persons(sentence, next, (changed, rises), ledger);
        }
    }
}

static RATE: LazyLock<Regex> = LazyLock::new(|| regex("([0-9]{4,})(?:\\.[0-9]+)?[%％]"));
static PERSONS: LazyLock<Regex> =
    LazyLock::new(|| regex("(?:新增|增加|退休|调入|招录)[^0-9，。；]{0,6}([0-9]{1,2})人"));

/// How many persons at most are few beside a tenfold rise.
const FEW: u32 = 10;

/// Y07: a rise to more than ten times what it was, and a few persons as its reason.
fn few_persons(
    told: &Sentence,
    reason: &Sentence,
    (changed, rises): (regex::Match, bool),
    ledger: &mut Ledger,
) {
    let is_tenfold = rises && RATE.is_match(changed.as_str());
    let persons = PERSONS.captures(reason.text()).filter(|_| is_tenfold);
    let few = persons.filter(|persons| persons[1].parse().is_ok_and(|count: u32| count <= FEW));
    let Some(whole) = few.as_ref().and_then(|persons| persons.get(0)) else {
        return ledger.holds(RuleCode::Y07);
    };
    let fault = ChangeFault::SmallReason {
        reason: whole.as_str().to_owned(),
    };
    ledger.remark(note(
        fault,
        Severity::Note,
        told.place(changed.range()),
        (
            changed.as_str().trim_end_matches(['，', '。']).to_owned(),
            Some((whole.as_str().to_owned(), reason.place(whole.range()))),
        ),
    ));
}
