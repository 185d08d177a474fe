//! Organisations and the people who work in them.

use crate::ids::{EmploymentId, OrgId, StaffId};
use jiff::civil::Date;

codes! {
    /// What kind of organisation it is.
    OrgKind {
        /// 障害福祉サービス事業所.
        Office = "office",
        /// 児童発達支援・放課後等デイサービス.
        ChildOffice = "child_office",
        /// 相談支援事業所.
        Consultation = "consultation",
        /// 基幹相談支援センター.
        CoreCentre = "core_centre",
        /// 市町村.
        Municipality = "municipality",
        /// 協議会事務局.
        CouncilSecretariat = "council_secretariat",
        /// 学校・園.
        School = "school",
        /// 医療機関.
        Medical = "medical",
        /// 会社・職場.
        Employer = "employer",
        /// そのほか.
        Other = "other",
    }
}

impl OrgKind {
    /// What a worker can be in an organisation of this kind. The council's roles give something
    /// only where the council is run from.
    pub fn roles(self, runs_council: bool) -> Vec<Role> {
        use Role as R;
        let mut roles = match self {
            Self::Office | Self::ChildOffice => {
                vec![R::ServiceManager, R::ChildSupportManager, R::SupportWorker]
            }
            Self::Consultation => vec![R::Specialist, R::SupportWorker],
            Self::CoreCentre => vec![R::CoreCentre, R::Specialist],
            Self::Municipality => vec![R::MunicipalOfficer],
            Self::CouncilSecretariat => vec![],
            Self::School | Self::Medical | Self::Employer | Self::Other => vec![R::SupportWorker],
        };
        if runs_council || self == Self::CouncilSecretariat {
            roles.extend([R::CouncilSecretariat, R::CouncilMember]);
            if self != Self::CoreCentre {
                roles.push(R::CoreCentre);
            }
        }
        roles.push(R::OfficeAdmin);
        roles
    }

    /// The first of the roles held that an organisation of this kind would not have: it stands in
    /// the way of becoming one. The system administrator's hangs on no kind.
    pub fn lacks(self, runs_council: bool, held: impl IntoIterator<Item = Role>) -> Option<Role> {
        let roles = self.roles(runs_council);
        held.into_iter().find(|role| *role != Role::SystemAdmin && !roles.contains(role))
    }
}

codes! {
    /// What a worker is in an organisation, for a period.
    Role {
        /// サービス管理責任者.
        ServiceManager = "service_manager",
        /// 児童発達支援管理責任者.
        ChildSupportManager = "child_support_manager",
        /// 支援員.
        SupportWorker = "support_worker",
        /// 相談支援専門員.
        Specialist = "specialist",
        /// 基幹相談支援センターの職員.
        CoreCentre = "core_centre",
        /// 市町村の担当者.
        MunicipalOfficer = "municipal_officer",
        /// 協議会事務局.
        CouncilSecretariat = "council_secretariat",
        /// 協議会の委員.
        CouncilMember = "council_member",
        /// 事業所の管理者.
        OfficeAdmin = "office_admin",
        /// システム管理者: sees no person.
        SystemAdmin = "system_admin",
    }
}

impl Role {
    /// Whether the role can come to see people, given a seat; the others work for the house or the
    /// council and see nobody.
    pub fn sees_people(self) -> bool {
        self.is_manager()
            || matches!(self, Self::Specialist | Self::SupportWorker | Self::MunicipalOfficer)
    }

    /// True for the two managers who answer for individual support plans.
    pub fn is_manager(self) -> bool {
        matches!(self, Self::ServiceManager | Self::ChildSupportManager)
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Org {
    /// Identity.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrgKind,
    /// Telephone, as people write it.
    pub phone: String,
    /// The services it offers, in its own words.
    pub services: String,
}

/// A worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Identity.
    pub id: StaffId,
    /// Full name.
    pub name: String,
    /// Reading.
    pub kana: String,
}

/// One role in one organisation for a period. Rights hang on these days, not on an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employment {
    /// Identity.
    pub id: EmploymentId,
    /// Where.
    pub org: OrgId,
    /// As what.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// Last day, when it is known.
    pub to: Option<Date>,
}

/// True when `day` lies in a period whose ends are both included.
pub fn in_period(from: Date, to: Option<Date>, day: Date) -> bool {
    from <= day && to.is_none_or(|to| day <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_an_administrator_and_only_a_secretariat_has_a_council() {
        for kind in OrgKind::ALL {
            let (without, with) = (kind.roles(false), kind.roles(true));
            assert!(without.contains(&Role::OfficeAdmin), "{kind:?}");
            assert!(!with.contains(&Role::SystemAdmin), "{kind:?}");
            assert!(with.contains(&Role::CouncilSecretariat), "{kind:?}");
            let expected = *kind == OrgKind::CouncilSecretariat;
            assert_eq!(without.contains(&Role::CouncilSecretariat), expected, "{kind:?}");
            let mut once = with.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), with.len(), "{kind:?}");
        }
    }

    #[test]
    fn a_role_that_is_held_stands_in_the_way_of_another_kind() {
        use Role as R;
        let held = [R::OfficeAdmin, R::SupportWorker, R::ServiceManager, R::Specialist];
        assert_eq!(OrgKind::ChildOffice.lacks(false, held), Some(R::Specialist));
        assert_eq!(OrgKind::Consultation.lacks(false, held), Some(R::ServiceManager));
        assert_eq!(OrgKind::ChildOffice.lacks(false, held[..3].to_vec()), None);
        // The council's roles stay where the council is run from.
        assert_eq!(OrgKind::Municipality.lacks(true, [R::CouncilMember]), None);
        assert_eq!(OrgKind::Municipality.lacks(false, [R::CouncilMember]), Some(R::CouncilMember));
        assert_eq!(OrgKind::School.lacks(false, [R::SystemAdmin]), None);
    }
}
