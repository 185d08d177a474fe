## Workers of an office, and the organisations of the installation.

# Workers.
staff-title = Staff
workers-caption = Staff of this office
worker-name = Name
worker-kana = Reading
worker-role = Role
worker-from = From
worker-state = State
worker-seen = Last seen
worker-ready = In use
worker-not-ready = Not set up yet
worker-left = Left
worker-add-title = New worker
worker-add = Add and make a set-up link
worker-link = Make a new set-up link
worker-link-spoken = Make a new set-up link: { $name }
worker-end = End today
worker-end-spoken = End today: { $name }
link-made = The set-up link is made
link-made-text = Please give { $name } this link. It follows the address of this server (the part that begins with https://).
link-made-once = It is shown only now, and works once within 72 hours.

# Roles.
role-service-manager = Service manager
role-child-support-manager = Child development support manager
role-support-worker = Support worker
role-specialist = Consultation support specialist
role-core-centre = Worker of the core centre
role-municipal-officer = Municipal officer
role-council-secretariat = Council secretariat
role-council-member = Council member
role-office-admin = Office administrator
role-system-admin = System administrator

# Organisations.
orgs-title = Organisations
orgs-lead = Add organisations and hand their first administrator a set-up link. You see nobody's records.
orgs-caption = Organisations of this region
orgs-none = No organisation yet
orgs-none-text = Please add one first.
org-add-title = New organisation
org-name = Name
org-kind = Kind
org-kind-office = Disability welfare office
org-kind-child-office = Child development support, after-school day service
org-kind-consultation = Consultation support office
org-kind-core-centre = Core consultation support centre
org-kind-municipality = Municipality
org-kind-council-secretariat = Council secretariat
org-kind-school = School or nursery
org-kind-medical = Medical institution
org-kind-employer = Employer
org-kind-other = Other
org-services = Services
org-services-hint = For example: daily life care, short stay
org-add = Add the organisation
error-link-elsewhere = This worker also has a post elsewhere. Ask the system administrator to make a new sign-in.
error-link-office = An administrator of this office can make the new link. Please ask there.
error-link-system = A system administrator's link is made on the server itself, with “tsumugi admin setup-link”.
