//! The registers, one folder each, one file per record kind. Adding a kind = one file + one migration + one line in
//! [`kinds`].

pub mod desk;
pub mod governance;
mod house;
pub mod hub;
pub mod indicators;
pub mod interests;
pub mod partners;
pub mod plans;
pub mod stakeholders;

use std::sync::Arc;

pub use house::House;

use crate::{
    catalogue,
    record::{Kind, Kinds, Record},
};

/// Every kind that the program knows.
pub fn kinds() -> Arc<Kinds> {
    fn kind<T: Record>() -> Kind {
        Kind::of::<T>(&catalogue::list)
    }
    let kinds = vec![
        kind::<hub::HubProfile>(),
        kind::<hub::TeamMember>(),
        kind::<hub::Place>(),
        kind::<hub::Pcn>(),
        kind::<hub::Practice>(),
        kind::<hub::PcnMembership>(),
        kind::<hub::PracticeMark>(),
        kind::<hub::PcnMark>(),
        kind::<stakeholders::Person>(),
        kind::<hub::Organisation>(),
        kind::<stakeholders::Post>(),
        kind::<stakeholders::StakeholderMapping>(),
        kind::<stakeholders::ContactInterval>(),
        kind::<stakeholders::Engagement>(),
        kind::<stakeholders::EngagementParty>(),
        kind::<stakeholders::EngagementStrategy>(),
        kind::<stakeholders::EngagementObjective>(),
        kind::<stakeholders::EngagementAudience>(),
        kind::<stakeholders::EngagementActivity>(),
        kind::<stakeholders::StakeholderGroup>(),
        kind::<stakeholders::GroupMinutes>(),
        kind::<stakeholders::JointPlan>(),
        kind::<stakeholders::SurveyRound>(),
        kind::<stakeholders::SurveyQuestion>(),
        kind::<stakeholders::SurveyAnswer>(),
        kind::<indicators::KpiSet>(),
        kind::<indicators::Indicator>(),
        kind::<indicators::Baseline>(),
        kind::<indicators::Target>(),
        kind::<indicators::KpiReturn>(),
        kind::<indicators::Answer>(),
        kind::<indicators::ReturnRevision>(),
        kind::<governance::Board>(),
        kind::<governance::BoardSeat>(),
        kind::<governance::BoardMembership>(),
        kind::<governance::Meeting>(),
        kind::<governance::AgendaItem>(),
        kind::<governance::ItemSubject>(),
        kind::<governance::Attendance>(),
        kind::<governance::Decision>(),
        kind::<governance::BoardAction>(),
        kind::<governance::Minutes>(),
        kind::<governance::IssuedPack>(),
        kind::<governance::ReleasePermission>(),
        kind::<governance::AccountabilityLine>(),
        kind::<interests::InterestDeclaration>(),
        kind::<interests::InterestDoubt>(),
        kind::<interests::ItemRuling>(),
        kind::<interests::DeclarationRequest>(),
        kind::<interests::HostPolicy>(),
        kind::<plans::SignOff>(),
        kind::<partners::PartnerTeam>(),
        kind::<partners::PartnerLaptop>(),
        kind::<partners::ReceivedCopy>(),
        kind::<partners::CopyComment>(),
        kind::<desk::SavedView>(),
        kind::<desk::OwnColumn>(),
        kind::<desk::OwnValue>(),
        kind::<desk::Attachment>(),
        kind::<desk::RuleSetting>(),
        kind::<desk::PackTemplate>(),
    ];
    let kinds = Kinds::new(
        kinds,
        indicators::sets::SETS.to_vec(),
        hub::columns::columns(),
    );
    Arc::new(kinds.with_own_columns(desk::own::COLUMNS))
}

#[cfg(test)]
mod tests;
