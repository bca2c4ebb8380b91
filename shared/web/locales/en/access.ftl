## Who can use it: whether assignment is required, who is assigned, and the change of both

access-heading = Who can use { $app }
access-what = Decide whether everyone in your organisation can use { $app }, or only the people and groups you assign. Nothing changes until you press a button that says so.
access-back = Back to the result
access-try-again = Try again
access-names = { $first } and { $last }
access-correlation = Microsoft’s correlation ID:
access-code = Microsoft’s answer:

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Identity Governance Administrator
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Hybrid Identity Administrator
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Directory Writers

## Before the administrator consents: what was seen last, and what Microsoft will ask

access-seen-heading = What the last check found
access-seen-at = Checked
access-seen-required = Assignment is required: only assigned people can use { $app }.
access-seen-everybody = Assignment is not required: everyone in your organisation can use { $app }.
access-seen-users =
    { $number ->
        [0] Nobody is assigned directly.
        [one] { $number } person is assigned directly.
       *[other] { $number } people are assigned directly.
    }
access-seen-groups =
    { $number ->
        [0] No groups are assigned.
        [one] { $number } group is assigned.
       *[other] { $number } groups are assigned.
    }
access-seen-nothing = No check has been able to read this yet.

access-open-heading = See and change who can use it
access-open-what = To do this, sign in with Microsoft once more. This page then reads and changes access with your own rights, never with ours. Microsoft asks you to consent to this:
access-open-switch = Microsoft asks for one more permission later, only if you want to change whether assignment is required:
access-open-while = Your consent is used on this page only, and only while you’re here. We drop your sign-in after { $idle } minutes without activity, after { $longest } minutes at the latest, and straight away when you press “Finish”.
access-open-tick = On Microsoft’s page, leave “Consent on behalf of your organization” unticked. Ticking it would grant all this to every account in your organisation, and { $app } doesn’t need that.
access-open-stays = Microsoft remembers your consent, for your account only, until it’s revoked.
access-open-mandatory = Because assignment is required, only assigned people can sign in, and that applies to this step too. Microsoft may also refuse consent for one account only. If it stops you with AADSTS50105 or AADSTS90094, use the portal or the script.
access-open-button = Sign in with Microsoft

access-permission-application-read-all = See who is assigned to { $app }, and whether assignment is required.
access-permission-application-read-all-why = So that you see the current access before you change anything.
access-permission-application-read-all-limit = It changes nothing. Microsoft only offers it for all applications together; we ask about { $app } only.
access-permission-approleassignment-readwrite-all = Assign people and groups to { $app }, and remove assignments.
access-permission-approleassignment-readwrite-all-why = So that you can do it here, without the portal.
access-permission-approleassignment-readwrite-all-limit = Microsoft’s permission covers all applications and what they are granted. We use it only to assign people and groups to { $app }, or to remove them. You make every change yourself, and this page lists it.
access-permission-user-readbasic-all = Find people by name or email address.
access-permission-user-readbasic-all-why = So that you can choose who to assign, and see who would lose access.
access-permission-user-readbasic-all-limit = It shows names and addresses, nothing more, and we keep no list of your people.
access-permission-groupmember-read-all = Find groups and see their members.
access-permission-groupmember-read-all-why = So that you can choose groups, and see who an assigned group lets in.
access-permission-groupmember-read-all-limit = It changes no group and opens nothing that belongs to one.
access-permission-application-readwrite-all = Change whether assignment is required.
access-permission-application-readwrite-all-why = The setting belongs to the application itself.
access-permission-application-readwrite-all-limit = Microsoft only offers it for all applications together. We change this one setting of { $app } and nothing else.

access-roles-cannot-agree = We see this on your account: { $roles }. That’s enough to assign people, but not to consent to what Microsoft asks for here: Microsoft would stop you at “Need admin approval”. Either ask someone with one of these roles to do this step: { $enough }. Or use the portal or PowerShell, as described below.
access-roles-none = We see no role on your account that can assign people. You need one of these: { $enough }. In the portal, User Administrator is enough to assign people.
access-roles-hidden = If your role is only eligible, activate it first. A role you hold through a group may not show here. You can continue either way.
access-roles-unread = We couldn’t read your roles just now. Microsoft decides on its own page.

## The same without this page

access-without-heading = Do it without this page
access-without-portal = In the Microsoft Entra admin center, open Enterprise apps, { $app }. Under “Properties” you set “Assignment required?”; under “Users and groups” you assign people and groups.
access-without-script = Or use PowerShell: download the script, which is made for your organisation, and run these lines in the folder where you saved it.
access-script-link = Download the script
access-without-script-more = Run this way, it shows who can use { $app } and changes nothing. Its first lines say how to assign people and how to remove assignments.
access-without-take-back = How to revoke your consent
access-without-take-back-text = Your consent for this page is listed in the Microsoft Entra admin center under Enterprise apps, { $app }, “Permissions”, on the “User consent” tab. Microsoft doesn’t let anyone revoke it there, only with PowerShell: run the script with -RemoveOwnGrant, signed in with the same account.

## Who can use it now

access-now-everybody = Everyone in { $organisation }, including guests, can use { $app }.
access-now-required = In { $organisation }, only assigned people can use { $app }.
access-now-people =
    { $number ->
        [0] Right now that’s nobody.
        [one] Right now that’s { $number } person.
       *[other] Right now that’s { $number } people.
    }
access-now-people-unknown = We can’t tell how many people that is, because we couldn’t read the members of { $groups }.
access-now-idle = The assignments below have no effect until assignment is required.

access-switch-to-required = Require assignment
access-switch-to-everybody = Let everyone in
access-switch-first = You’ll see what it would mean before anything changes.
access-switch-permission = For this, Microsoft asks you for one more permission: Application.ReadWrite.All. It covers all applications; we change this one setting of { $app } and nothing else.
access-switch-role = We see no role on your account that can change this. You need one of these: { $roles }.
access-assign-role = We see no role on your account that can assign people. You need one of these: { $roles }. If your role is only eligible, activate it first; a role you hold through a group may not show here.

access-cover-oneself = You
access-cover-system-user = The system user
access-cover-yes = Has access
access-cover-no = No access
access-cover-unknown = Unknown
access-cover-none = Not named
access-cover-everybody = Everyone in the organisation can use it.
access-cover-itself = Assigned directly.
access-cover-through = Through the group { $group }.
access-cover-nested = Only through the group { $inside }, which is inside the assigned group { $assigned }. A group inside a group doesn’t count.
access-cover-not-assigned = Not assigned.
access-cover-unread = We couldn’t read the members of an assigned group.
access-cover-not-named = Cooperlink hasn’t been told yet which account this is.
access-cover-no-account = Your organisation has no account with this name. Ask Cooperlink which account is meant.
access-cover-account-unread = We couldn’t read this account just now.
access-cover-stops = Microsoft turns this account away, so { $app } can’t work in the background. Assign it here.
access-assign-system-user = Assign the system user
access-assign-oneself = Assign yourself

access-unseen-heading = We couldn’t read who can use it
access-unseen-refused = Microsoft didn’t let your account read this. Sign in again. If that doesn’t help, you need one of these roles: { $roles }.
access-unseen-absent = Microsoft didn’t find { $app } in your organisation. An administrator has to approve it again; the result page says how.
access-unseen-microsoft-unavailable = Microsoft didn’t answer, or reported a fault of its own. Try again once Microsoft answers.
access-unseen-unreadable = We couldn’t understand Microsoft’s answer. If this keeps happening, support can find the reason with the ID below.
access-unseen-other = Microsoft didn’t show it and didn’t say why. If this keeps happening, support can find the reason with the ID below.
access-unseen-nothing = You can’t change anything here until it can be read.
access-over = Microsoft no longer accepts your sign-in.
access-sign-in-again = Sign in again

## Adding people and groups

access-add-required = The people you add can sign in straight away.
access-add-everybody = Everyone can sign in already, so adding someone changes nothing until assignment is required.
access-add-groups = Assigning groups requires Microsoft Entra ID P1 or P2, and only their direct members count.
access-find-label = Name or email address
access-find-hint = Leave empty to list everyone.
access-find = Find
access-chosen = Selected
access-found-people =
    { $number ->
        [0] No people found.
        [one] { $number } person found.
       *[other] { $number } people found.
    }
access-found-groups =
    { $number ->
        [0] No groups found.
        [one] { $number } group found.
       *[other] { $number } groups found.
    }
access-found-further-people =
    { $number ->
        [0] No more people.
        [one] { $number } more person.
       *[other] { $number } more people.
    }
access-found-further-groups =
    { $number ->
        [0] No more groups.
        [one] { $number } more group.
       *[other] { $number } more groups.
    }
access-found-nothing = Try fewer letters, starting from the beginning of a first name, last name or email address.
access-unread-people = We couldn’t read people just now. Try again in a minute.
access-unread-groups = We couldn’t read groups just now. Try again in a minute.
access-more-people = Show more people
access-more-groups = Show more groups
access-assign = Assign selected
access-most = Up to { $most } at a time.
access-is-assigned = Assigned
access-is-not-assigned = Not assigned
access-cannot-be-assigned = Can’t be assigned, because it isn’t security-enabled.

## Those assigned

access-list-heading = Who is assigned
access-list-nobody = Nobody is assigned.
access-kind-user = Person
access-kind-group = Group
access-kind-application = Application
access-column-who = Who
access-column-kind = Kind
access-column-assigned = Assigned
access-column-how = How
access-how-directly = Directly
access-how-application = As an application. It can’t be changed here.
access-since = since
access-members =
    { $number ->
        [0] no direct members
        [one] { $number } direct member
       *[other] { $number } direct members
    }
access-members-of = Show members
access-members-unread = couldn’t read its members
access-nested = Groups inside it, which don’t count:
access-more =
    { $number ->
        [one] and { $number } more
       *[other] and { $number } more
    }

## Before a change is made

access-review-remove = Remove the assignment of { $names }?
access-review-remove-many = Remove { $number } assignments?
access-review-assign = Assign { $names }?
access-review-required = Require assignment?
access-review-everybody = Let everyone in?
access-review-means = What it would mean
access-lose-nobody = Nobody loses access.
access-lose-nobody-now = Nobody loses access as long as assignment is not required.
access-lose-these =
    { $number ->
        [one] This person would lose access:
       *[other] These { $number } people would lose access:
    }
access-lose-about =
    { $number ->
        [one] About { $number } person would lose access. We can’t say exactly who, because we couldn’t read the members of { $groups }:
       *[other] About { $number } people would lose access. We can’t say exactly who, because we couldn’t read the members of { $groups }:
    }
access-lose-unknown = We can’t tell whether anyone loses access, because we couldn’t read the members of { $groups }.
access-lose-count =
    { $number ->
        [0] None of the { $all } people in your organisation would lose access.
        [one] About { $number } of { $all } people in your organisation would lose access.
       *[other] About { $number } of { $all } people in your organisation would lose access.
    }
access-lose-at-most = Up to { $all } people would lose access, which is everyone in your organisation. We can’t tell how many keep it, because we couldn’t read the members of { $groups }.
access-gain-everybody = From then on, everyone in { $organisation }, including guests, can sign in to { $app }.
access-lock-heading = Confirm this as well
access-lock-system-user = After this, the system user { $name } has no access that we can see. Microsoft will turn it away, { $app } will stop working in the background, and no documents or email will be filed.
access-lock-system-user-confirm = I understand that { $app } will stop working in the background.
access-lock-oneself = After this, your own account has no access that we can see. Microsoft will turn you away the next time you sign in here: you won’t be able to see the checks or undo this on this page.
access-lock-oneself-confirm = I understand that I’m locking myself out.
access-change-remove = Remove
access-change-required = Require assignment
access-change-everybody = Let everyone in
access-safer-both = Assign both and require assignment
access-safer-both-first = First you and the system user { $name } are assigned. Assignment becomes required only once that’s done, so neither account is locked out.
access-safer-system-user = Assign the system user and require assignment
access-safer-system-user-first = First the system user { $name } is assigned. Assignment becomes required only once that’s done, so { $app } keeps working.
access-safer-oneself = Assign yourself and require assignment
access-safer-oneself-first = First you are assigned. Assignment becomes required only once that’s done, so you keep your access.
access-safer-without = Require assignment without assigning anyone first
access-cancel = Cancel and change nothing
access-review-script = Do the same with the script

## The outcome of a change

access-changed-done-heading = Done
access-changed-done-text = Microsoft made the change. Its own lists may take a little longer to show it.
access-changed-already-heading = Already done
access-changed-already-text = There was nothing to change.
access-changed-part-heading = Only some of it was done
access-changed-part-text = The lines below say what was done, and why the rest wasn’t.
access-changed-none-heading = Nothing was changed
access-changed-none-text = The lines below say why.
access-changed-unknown-heading = Microsoft hasn’t said whether it was done
access-changed-unknown-text = We don’t guess. The list on this page shows the current state; look at it before you repeat anything.
access-changed-pending-heading = A change is still in progress
access-changed-pending-text = Microsoft hasn’t confirmed it yet. We don’t guess: we’ll read it again, and this page will show the outcome by itself. Until then, nothing else can be changed.

access-done-assign = { $name } is assigned.
access-done-remove = The assignment of { $name } was removed.
access-done-require-assignment = Assignment is required.
access-done-allow-everybody = Everyone can use { $app }.
access-already-so-assign = { $name } was already assigned.
access-already-so-remove = { $name } was no longer assigned.
access-already-so-require-assignment = Assignment was already required.
access-already-so-allow-everybody = Everyone could already use { $app }.
access-not-done-assign = { $name } was not assigned.
access-not-done-remove = The assignment of { $name } was not removed.
access-not-done-require-assignment = Assignment is still not required.
access-not-done-allow-everybody = Assignment is still required.
access-unknown-assign = We don’t know yet whether { $name } is assigned.
access-unknown-remove = We don’t know yet whether the assignment of { $name } was removed.
access-unknown-require-assignment = We don’t know yet whether assignment is required.
access-unknown-allow-everybody = We don’t know yet whether everyone can use { $app }.

access-reason-role-missing = Microsoft says your role doesn’t allow it. You need one of these, active on your account: { $roles }.
access-reason-not-found = Microsoft can no longer find the account, the group or { $app }. Search again.
access-reason-changed-meanwhile = Someone else changed it at the same moment. Look at the list, then try again.
access-reason-throttled =
    { $number ->
        [one] Microsoft asks you to wait. Try again in { $number } second.
       *[other] Microsoft asks you to wait. Try again in { $number } seconds.
    }
access-reason-throttled-unknown = Microsoft asks you to wait. Try again in a few minutes.
access-reason-signed-out = Your sign-in had ended. Sign in again, then repeat the change.
access-reason-not-accepted = Microsoft didn’t accept it. Its own answer is below.
access-reason-not-accepted-group = Microsoft didn’t accept it. The group may not be a security group, or your organisation may not have Microsoft Entra ID P1 or P2, which is required to assign groups.
access-reason-assignments-missing = Assignment becomes required only after the assignments above, and not all of them were made. Fix those first, then try again.
access-reason-lost = It wasn’t done in time and didn’t show up later. Try again.

access-history-heading = Changes made here
access-history-nothing = Nothing has been changed on this page yet.
access-history-more = Older changes are kept too; ask Cooperlink for them.
access-before-after = Before: { $before }. After: { $after }.
access-was-assigned = assigned
access-was-not-assigned = not assigned
access-was-required = assignment required
access-was-everybody = everyone has access
access-was-unknown = couldn’t be read

access-finish-text = We’ll drop your sign-in straight away. Otherwise it ends after { $idle } minutes without activity, and at the latest:
access-finish-button = Finish

## Notices at the top

access-notice-cancelled-heading = You came back without signing in
access-notice-cancelled-text = Someone pressed Cancel on Microsoft’s page, or the account can’t consent to what it asks for. Nothing was changed.
access-notice-cancelled-what-to-do = Sign in again when you’re ready, or use the portal or the script.

access-notice-approval-required-heading = Microsoft requires another role for this consent
access-notice-approval-required-text = Your account can’t consent to these permissions. Nothing was changed.
access-notice-approval-required-what-to-do = Ask someone with one of these roles to do this step: { $enough }. Or use the portal or the script. If Microsoft offered to send a request for approval, you don’t need it here: once approved, it would apply to every account in your organisation.

access-notice-other-person-heading = You signed in with another account
access-notice-other-person-text = This page belongs to the account that signed in first, and Microsoft signed in a different one. Nothing was changed.
access-notice-other-person-what-to-do = Sign in again and choose the first account. To continue with the other one, open the link from the beginning in a private window.

access-notice-permission-missing-heading = A permission is missing
access-notice-permission-missing-text = Microsoft signed you in without one of the permissions this page needs. Nothing was changed.
access-notice-permission-missing-what-to-do = Sign in again and consent to what Microsoft asks for. If it doesn’t ask, use the portal or the script.

access-notice-busy-heading = Another change is in progress
access-notice-busy-text = Only one change is made at a time, and an earlier one isn’t finished. Your change was not made.
access-notice-busy-what-to-do = Wait a minute, look at the list again, then repeat your change.

access-notice-stale-heading = Access has changed in the meantime
access-notice-stale-text = Who can use { $app } has changed since you looked. Your change was not made.
access-notice-stale-what-to-do = Check the current state below, then decide again.

access-notice-not-confirmed-heading = A confirmation is missing
access-notice-not-confirmed-text = This would lock someone out, and the box that confirms it wasn’t ticked. Nothing was changed.
access-notice-not-confirmed-what-to-do = Tick the box if that’s what you want; otherwise cancel.

access-notice-nothing-chosen-heading = Nothing was selected
access-notice-nothing-chosen-text = No box was ticked, so nothing was changed.
access-notice-nothing-chosen-what-to-do = Tick the people or groups you mean, then press the button again.

access-notice-too-many-at-once-heading = Too many at once
access-notice-too-many-at-once-text = You can change up to { $most } people and groups at a time. Nothing was changed.
access-notice-too-many-at-once-what-to-do = Do it in several steps. For many people, one group is simpler.

access-notice-too-many-an-hour-heading = Too many changes within an hour
access-notice-too-many-an-hour-text = This page makes up to 100 changes an hour. Nothing more was changed.
access-notice-too-many-an-hour-what-to-do = Continue in an hour, or use the portal or the script.

access-notice-not-read-heading = We couldn’t read the current state first
access-notice-not-read-text = Before each change, this page reads the current state, and Microsoft didn’t show it. Nothing was changed.
access-notice-not-read-what-to-do = Try again in a few minutes.

access-notice-catching-up-heading = Microsoft doesn’t show your last change yet
access-notice-catching-up-text = You made it a moment ago, and Microsoft’s own list still shows the state before it. We can’t tell from that what another change would mean. Nothing was changed.
access-notice-catching-up-what-to-do = Try again in two minutes.

access-notice-over-heading = Your sign-in has ended
access-notice-over-text = It wasn’t used for { $idle } minutes, was { $longest } minutes old, or Microsoft no longer accepts it. We dropped it. Nothing was changed.
access-notice-over-what-to-do = Sign in again to continue.

access-notice-finished-heading = Finished
access-notice-finished-text = We dropped your sign-in. This page can no longer read or change anything on your behalf.
access-notice-finished-what-to-do = Microsoft still remembers your consent. The end of this page says how to revoke it.

access-notice-kept-heading = Did Microsoft stop you?
access-notice-kept-text = You left to sign in with Microsoft and didn’t come back. If it showed “Need admin approval” or AADSTS90094, your account can’t consent to this. If it showed AADSTS50105, your account isn’t assigned to { $app }. Nothing was changed.
access-notice-kept-what-to-do = Ask someone with one of these roles to do this step: { $enough }. Or use the portal or the script.

## The comments of the script

access-script-what = Shows and changes who can use { $app } in one Microsoft 365 organisation, with the rights of the person who runs it. It sends nothing to Cooperlink.
access-script-needs = Requires the module Microsoft.Graph.Authentication, version 2 or later.
access-script-list = Show who can use it, and change nothing:
access-script-add = Assign people or groups, up to { $most } at a time, by sign-in name, group name or object ID:
access-script-remove = Remove assignments:
access-script-require = Require assignment, or let everyone in:
access-script-grant = Revoke the consent your account gave on Cooperlink’s page:
