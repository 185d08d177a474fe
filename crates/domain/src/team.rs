//! Who stands around a person, from when to when.

use crate::ids::{MembershipId, OrgId, StaffId};
use jiff::civil::Date;

codes! {
    /// What somebody is to the person.
    TeamRole {
        /// 保護者.
        Custodian = "custodian",
        /// 後見人など.
        Guardian = "guardian",
        /// 家族.
        Family = "family",
        /// 友人・近所の人.
        Friend = "friend",
        /// 相談支援専門員.
        Specialist = "specialist",
        /// サービス管理責任者.
        ServiceManager = "service_manager",
        /// 児童発達支援管理責任者.
        ChildSupportManager = "child_support_manager",
        /// 支援員.
        SupportWorker = "support_worker",
        /// 園の先生.
        Nursery = "nursery",
        /// 担任.
        ClassTeacher = "class_teacher",
        /// 特別支援教育コーディネーター.
        SneCoordinator = "sne_coordinator",
        /// 養護教諭.
        SchoolNurse = "school_nurse",
        /// 主治医.
        Doctor = "doctor",
        /// 訪問看護.
        VisitingNurse = "visiting_nurse",
        /// 医療的ケア児等コーディネーター.
        MedicalCareCoordinator = "medical_care_coordinator",
        /// 職場の人.
        Employer = "employer",
        /// ケアマネジャー.
        CareManager = "care_manager",
        /// 市町村の担当者.
        MunicipalOfficer = "municipal_officer",
        /// 基幹相談支援センター.
        CoreCentre = "core_centre",
        /// そのほか.
        Other = "other",
    }
}

/// One seat in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Identity.
    pub id: MembershipId,
    /// What they are to the person.
    pub role: TeamRole,
    /// Their name as it is shown.
    pub name: String,
    /// The organisation's name as it is shown; empty for family and friends.
    pub org_name: String,
    /// The organisation, when it is one of ours.
    pub org: Option<OrgId>,
    /// The worker, when they are one of ours.
    pub staff: Option<StaffId>,
    /// First day.
    pub from: Date,
    /// Last day, when it is over or known.
    pub to: Option<Date>,
    /// True for the one who holds the threads for years.
    pub key_person: bool,
}

codes! {
    /// What kind of guardian somebody is: it says for what they may decide.
    GuardianKind {
        /// 成年後見人.
        Adult = "adult",
        /// 保佐人.
        Curator = "curator",
        /// 補助人.
        Assistant = "assistant",
        /// 任意後見人.
        Voluntary = "voluntary",
        /// 未成年後見人.
        OfMinor = "of_minor",
    }
}

/// What the court or the contract says about a guardian; the term is that of the seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardian {
    /// The seat in the team.
    pub seat: MembershipId,
    /// The name.
    pub name: String,
    /// Which kind.
    pub kind: GuardianKind,
    /// For what they may decide, in words.
    pub scope: String,
    /// Last day of the term, when it is known.
    pub to: Option<Date>,
}
