//! What happens next, and when: read from the clocks of the programme file, so that the form promises nothing else.

use crate::words;
use throughcare_domain::calendar::Within;
use throughcare_domain::moment::Moment;
use throughcare_domain::programme::ProgrammeFile;
use throughcare_text::Words;

/// One time that the programme holds itself to.
pub struct Promise {
    within: Within,
}

/// The times between sending the form and hearing what came of it.
pub struct Promises {
    pub ring_back: Option<Promise>,
    pub decide: Option<Promise>,
    pub tell: Option<Promise>,
}

impl Promises {
    pub fn of(file: &ProgrammeFile) -> Promises {
        const RECEIVED: &str = "identify.referral-received";
        const DECIDED: &str = "identify.screening-decided";
        let promise = |after, expect| {
            let within = file.within(after, expect);
            within.map(|within| Promise { within })
        };
        Promises {
            ring_back: promise(RECEIVED, "identify.referrer-verified"),
            decide: promise(RECEIVED, DECIDED),
            tell: promise(DECIDED, "identify.referrer-told"),
        }
    }
}

impl Promise {
    /// "1 working day"
    pub fn span(&self, t: Words) -> String {
        words::clock::span(t, self.within)
    }

    /// The last day on which it is kept, for something that begins now.
    pub fn day(&self, t: Words, file: &ProgrammeFile, now: Moment) -> String {
        let due = file.calendar.due(now, self.within, None);
        due.map_or(String::new(), |due| {
            t.day_full(file.calendar.day(due.at).date())
        })
    }
}
