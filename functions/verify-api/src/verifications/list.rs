//! `GET /v1/registrations/{registration_id}/verifications`.

use super::view::{Detail, VerificationView, place};
use crate::{
    answer::{ApiAnswer, Failure},
    cursor,
    input::{
        Errors, Operation,
        path::{PathIds, RegistrationPath},
        query::PageLimit,
        text::text,
    },
    page::{PageView, fitting},
    words::words,
};
use app::host::verifications;
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::customer::Language;
use store::KeptVerification;
use utoipa::IntoParams;
use web::problem::{ErrorCode, Problem};

/// Parameters of the list.
#[derive(Debug, Default, Deserr, IntoParams)]
#[deserr(error = Errors, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VerificationsQuery {
    /// `next_cursor` of an earlier answer, as it is; absent for the first page.
    #[deserr(default)]
    cursor: Option<String>,
    /// The most items of a page: 1 to 100, 50 unless given. A page of large reports ends earlier.
    #[deserr(default)]
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100, default = 50)]
    limit: PageLimit,
    /// `guidance`, `evidence` or both with a comma between them; absent for summaries.
    #[deserr(default)]
    #[param(value_type = Option<String>, example = "guidance,evidence")]
    expand: Expand,
    /// Language of titles, messages and guidance: `en` (unless given), `fr`, `nl` or `de`.
    #[deserr(default)]
    #[param(schema_with = words::<Language>)]
    language: Option<Language>,
}

/// Members that are shown beside the summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Expand {
    guidance: bool,
    evidence: bool,
}

impl Deserr<Errors> for Expand {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let named = text(value, location)?;
        let mut expand = Self::default();
        for name in named.split(',') {
            let member = match name {
                "guidance" => &mut expand.guidance,
                "evidence" => &mut expand.evidence,
                _ => {
                    let message = "must be guidance, evidence or guidance,evidence";
                    return Err(Errors::one(location, ErrorCode::InvalidValue, message));
                }
            };
            *member = true;
        }
        Ok(expand)
    }
}

/// The kept reports of a registration, newest first, as summaries.
///
/// Guidance and evidence come with one report, or with `expand`.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/verifications", tag = "Verifications",
    params(RegistrationPath, VerificationsQuery),
    responses((status = 200, description = "A page.", body = PageView<VerificationView>)),
)]
pub(crate) async fn list_verifications(
    operation: Operation<VerificationsQuery>,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let list = format!("verifications {registration_id}");
    let cursor = cursor::open(deps, caller, &list, query.cursor.as_deref()).await?;
    let (loaded, page) = verifications::list_verifications(
        &deps.verifier.store,
        &deps.clock,
        caller,
        registration_id,
        cursor.as_deref(),
        query.limit.0,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    let place = place(deps, &loaded.registration, &loaded.standing);
    let detail = Detail {
        language: query.language.unwrap_or(Language::En),
        guidance: query.expand.guidance,
        evidence: query.expand.evidence,
    };
    let view = |kept: &KeptVerification| VerificationView::kept(kept, place.as_ref(), detail);
    let page = bounded(&page.items, page.next, view);
    ApiAnswer::ok(&PageView {
        items: page.items,
        next_cursor: cursor::seal(deps, caller, &list, page.next_cursor).await?,
    })
}

/// A page that ends before it grows too large. It has at least one item.
fn bounded(
    kept: &[KeptVerification],
    next: Option<String>,
    view: impl Fn(&KeptVerification) -> VerificationView,
) -> PageView<VerificationView> {
    let mut items: Vec<_> = kept.iter().map(view).collect();
    let count = fitting(&items);
    let last = count.checked_sub(1).and_then(|last| kept.get(last));
    let next_cursor = match last.filter(|_| count < items.len()) {
        Some(last) => verifications::cursor_behind(last),
        None => next,
    };
    items.truncate(count);
    PageView { items, next_cursor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::verification::{
        catalogue::CATALOGUE,
        report::{CheckResult, Coverage, Report},
        verdict::{Finding, Verdict},
    };
    use store::Trigger;

    /// The fullest report: every check, ten sites and twenty libraries fail.
    fn fullest(number: u8) -> KeptVerification {
        let once = CATALOGUE.iter().map(|check| check.id.to_owned());
        let places = (2..=10).map(|site| format!("site:{site}"));
        let places = places.chain((2..=20).map(|library| format!("library:{library}")));
        let results = once.chain(places).map(|check| CheckResult {
            check,
            subject: Some("s".repeat(400)),
            verdict: Verdict::Fail(Finding::new("site-refused").with("site", "m".repeat(400))),
            observed_at: None,
            last_known: None,
            evidence: Vec::new(),
        });
        KeptVerification {
            id: format!("01930000-0000-7000-8000-0000000000{number:02x}")
                .parse()
                .unwrap(),
            registration_id: "01930000-0000-7000-8000-00000000002f".parse().unwrap(),
            trigger: Trigger::Requested,
            report: Report {
                checked_at: "2026-11-29T12:00:00Z".parse().unwrap(),
                coverage: Coverage::default(),
                results: results.collect(),
                changes: Vec::new(),
                access: None,
            },
        }
    }

    #[test]
    fn no_page_of_the_fullest_reports_passes_a_megabyte() {
        let kept: Vec<_> = (0..50).map(fullest).collect();
        for (guidance, evidence) in [(false, false), (true, true)] {
            let detail = Detail {
                guidance,
                evidence,
                ..Detail::whole(None)
            };
            let view = |kept: &KeptVerification| VerificationView::kept(kept, None, detail);
            let page = bounded(&kept, None, view);
            let bytes = serde_json::to_string(&page).unwrap().len();
            assert!(bytes < 1_000_000, "{bytes}");
            assert!(!page.items.is_empty() && page.items.len() < 50);
            let cursor = verifications::cursor_behind(&kept[page.items.len() - 1]);
            assert!(cursor.is_some());
            assert_eq!(page.next_cursor, cursor, "goes on behind the last item");
        }
    }

    #[test]
    fn members_to_expand_are_named_strictly() {
        let read = |text: &str| deserr::deserialize::<Expand, _, Errors>(serde_json::json!(text));
        let both = read("guidance,evidence").unwrap();
        assert!(both.guidance && both.evidence);
        assert!(!read("evidence").unwrap().guidance);
        for wrong in [
            "",
            "Guidance",
            "guidance, evidence",
            "all",
            "guidance;evidence",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
