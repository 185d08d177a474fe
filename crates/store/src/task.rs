//! Area `task`.

statements! {
    PLACEHOLDER = "select 1";
}
