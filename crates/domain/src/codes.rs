//! One table per closed list: the variant, the code that is stored, and nothing else.

/// A stored or submitted code that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list} code {code:?}")]
pub struct UnknownCode {
    /// Name of the list.
    pub list: &'static str,
    /// What was found.
    pub code: String,
}

/// Declares a closed list whose variants are stored as short codes.
///
/// The codes are part of the database and of forms: they may be added to, never changed.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order in which people should see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    other => Err($crate::UnknownCode { list: stringify!($name), code: other.to_owned() }),
                }
            }
        }

        impl $crate::codes::Code for $name {
            fn code(self) -> &'static str { Self::code(self) }
        }
    };
}

/// What every closed list can do; lets the store write any of them.
pub trait Code: Copy + std::str::FromStr<Err = UnknownCode> {
    /// The stored code.
    fn code(self) -> &'static str;
}
