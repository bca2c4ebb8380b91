## Who may use it: whether an assignment is mandatory, who is assigned, and the change of both

access-heading = Who may use { $app }
access-what = Here you decide whether everybody in your organisation may use { $app }, or only the people and groups that you assign. Nothing changes before you press a button that says so.
access-back = Back to the result
access-try-again = Try again
access-names = { $first } and { $last }
access-correlation = Microsoft’s correlation ID:
access-code = Microsoft’s answer:

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Identity Governance Administrator
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Hybrid Identity Administrator
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Directory Writers

## Before the administrator agreed: what was seen last, and what Microsoft will ask

access-seen-heading = As the last check saw it
access-seen-at = Seen
access-seen-required = Assignment is mandatory: only those who are assigned may use { $app }.
access-seen-everybody = Assignment is not mandatory: everybody in your organisation may use { $app }.
access-seen-users =
    { $number ->
        [0] Nobody is assigned by name.
        [one] { $number } person is assigned by name.
       *[other] { $number } people are assigned by name.
    }
access-seen-groups =
    { $number ->
        [0] No group is assigned.
        [one] { $number } group is assigned.
       *[other] { $number } groups are assigned.
    }
access-seen-nothing = No check could read this yet.

access-open-heading = See and change who may use it
access-open-what = For this you sign in at Microsoft once more. This page then reads and changes it with your own rights, never with ours. Microsoft asks you to agree to this:
access-open-switch = Only if you want to change whether assignment is mandatory, Microsoft asks for one more later:
access-open-while = What you agree to is yours: it is used on this page alone, and only while you are here. We drop your sign-in after { $idle } minutes without use, after { $longest } minutes at the latest, and at once when you press “Finish”.
access-open-tick = On Microsoft’s page, leave “Consent on behalf of your organization” unticked. Ticked, it would grant all this to every account of your organisation, and { $app } does not need that.
access-open-stays = Microsoft remembers what you agreed to, for your account alone, until it is taken back.
access-open-mandatory = Because assignment is mandatory, Microsoft lets only those sign in who are assigned, for this step too, and may not accept an agreement for one account alone. If it stops you with AADSTS50105 or AADSTS90094, use the portal or the script.
access-open-button = Sign in with Microsoft

access-permission-application-read-all = See who is assigned to { $app }, and whether assignment is mandatory.
access-permission-application-read-all-why = So that you see how it stands before you change anything.
access-permission-application-read-all-limit = It changes nothing. Microsoft offers it only for all applications together; we ask about { $app } alone.
access-permission-approleassignment-readwrite-all = Assign people and groups to { $app }, and take assignments away.
access-permission-approleassignment-readwrite-all-why = So that you can do it here, without the portal.
access-permission-approleassignment-readwrite-all-limit = Microsoft’s permission reaches all applications and what they are granted. We use it for people and groups at { $app } and for nothing else; every change is yours and is listed on this page.
access-permission-user-readbasic-all = Find people by their name or mail address.
access-permission-user-readbasic-all-why = So that you can choose whom to assign, and see who would lose access.
access-permission-user-readbasic-all-limit = It shows names and addresses, nothing more, and we keep no list of your people.
access-permission-groupmember-read-all = Find groups, and see who their members are.
access-permission-groupmember-read-all-why = So that you can choose groups, and see whom an assigned group lets in.
access-permission-groupmember-read-all-limit = It changes no group and opens nothing that belongs to one.
access-permission-application-readwrite-all = Change whether assignment is mandatory.
access-permission-application-readwrite-all-why = The setting belongs to the application itself.
access-permission-application-readwrite-all-limit = Microsoft offers it only for all applications together. We change this one setting of { $app } and nothing else.

access-roles-cannot-agree = We see this on your account: { $roles }. It may assign people, but it may not agree to what Microsoft asks here: Microsoft would stop you at “Need admin approval”. Either somebody with one of these roles does this step: { $enough }. Or you use the portal or PowerShell, as described below.
access-roles-none = We see no role on your account that may assign people. One of these is needed here: { $enough }. In the portal, User Administrator is enough to assign people.
access-roles-hidden = A role that is only eligible has to be activated first; a role that you hold through a group may not show here. You can go on in any case.
access-roles-unread = Your roles could not be read just now. Microsoft decides on its own page.

## The same without this page

access-without-heading = Or without this page
access-without-portal = In the Microsoft Entra admin center, open Enterprise apps, { $app }. Under “Properties” you set “Assignment required?”, under “Users and groups” you assign people and groups.
access-without-script = Or with PowerShell: download the script, which is made for your organisation, and run these lines in the folder that holds it.
access-script-link = Download the script
access-without-script-more = Run like this it shows who may use { $app } and changes nothing. Its first lines say how to assign people and how to take assignments away.
access-without-take-back = How to take back what you agreed to
access-without-take-back-text = What you agreed to for this page stands in the Microsoft Entra admin center under Enterprise apps, { $app }, “Permissions”, on the tab “User consent”. Microsoft lets nobody take it back there, only with PowerShell: run the script with -RemoveOwnGrant, signed in with the same account.

## How it stands

access-now-everybody = Everybody in { $organisation }, guests included, may use { $app }.
access-now-required = In { $organisation }, only those who are assigned may use { $app }.
access-now-people =
    { $number ->
        [0] At present that is nobody.
        [one] At present that is { $number } person.
       *[other] At present that is { $number } people.
    }
access-now-people-unknown = How many people that is cannot be said, because the members of { $groups } could not be read.
access-now-idle = The assignments below make no difference until assignment is mandatory.

access-switch-to-required = Make assignment mandatory
access-switch-to-everybody = Let everybody in
access-switch-first = Before anything changes you see what it would mean.
access-switch-permission = For this, Microsoft asks you for one more permission: Application.ReadWrite.All. It reaches all applications; we change this one setting of { $app } and nothing else.
access-switch-role = We see no role on your account that may change this. One of these is needed: { $roles }.
access-assign-role = We see no role on your account that may assign people. One of these is needed: { $roles }. An eligible role has to be activated first; a role held through a group may not show here.

access-cover-heading = You and the system user
access-cover-oneself = You
access-cover-system-user = The system user
access-cover-yes = May use it
access-cover-no = May not use it
access-cover-unknown = Not known
access-cover-none = Not named
access-cover-everybody = As everybody may.
access-cover-itself = Assigned by name.
access-cover-through = Through the group { $group }.
access-cover-nested = Only through the group { $inside }, which is inside the assigned group { $assigned }. A group inside a group does not count.
access-cover-not-assigned = Not assigned.
access-cover-unread = The members of an assigned group could not be read.
access-cover-not-named = Cooperlink has not been told yet which account this is.
access-cover-no-account = Your organisation has no account of this name. Ask Cooperlink which account is meant.
access-cover-account-unread = This account could not be read just now.
access-cover-stops = Microsoft turns this account away, so { $app } does no work in the background. Assign it here.

access-unseen-heading = Who may use it could not be read
access-unseen-refused = Microsoft did not let your account read it. Sign in again; if that does not help, one of these roles makes it readable: { $roles }.
access-unseen-absent = Microsoft did not find { $app } in your organisation. An administrator has to approve it again; the result page says how.
access-unseen-microsoft-unavailable = Microsoft did not answer, or reported a fault of its own. It can be read again as soon as Microsoft answers.
access-unseen-unreadable = Microsoft’s answer could not be understood. If that does not pass, support finds the reason by the number below.
access-unseen-other = Microsoft did not show it, and did not say why. If that does not pass, support finds the reason by the number below.
access-unseen-nothing = Until it can be read, nothing can be changed here.
access-over = Microsoft no longer takes your sign-in.
access-sign-in-again = Sign in again

## Adding people and groups

access-add-heading = Add people and groups
access-add-required = Those whom you add may sign in at once.
access-add-everybody = Everybody may sign in already, so adding somebody changes nothing until assignment is mandatory.
access-add-groups = Assigning groups takes Microsoft Entra ID P1 or P2, and only their direct members count.
access-find-label = Name or mail address
access-find-hint = Leave it empty to see the first of all.
access-find = Find
access-chosen = Chosen
access-people = People
access-groups = Groups
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
access-found-nothing = Try fewer letters, from the beginning of a first name, of a last name or of the mail address.
access-unread-people = People could not be read just now. Try again in a minute.
access-unread-groups = Groups could not be read just now. Try again in a minute.
access-more-people = More people
access-more-groups = More groups
access-assign = Assign the chosen
access-most = At most { $most } at once.
access-is-assigned = Assigned already.
access-is-chosen = Chosen above.
access-cannot-be-assigned = Cannot be assigned, because it is not security-enabled.

## Those assigned

access-list-heading = Who is assigned
access-list-nobody = Nobody is assigned.
access-list-legend = Tick those whose assignment is to be taken away.
access-kind-user = Person
access-kind-group = Group
access-since = since
access-members =
    { $number ->
        [0] no direct members
        [one] { $number } direct member
       *[other] { $number } direct members
    }
access-members-of = Who they are
access-members-unread = its members could not be read
access-nested = Groups inside it, which do not count:
access-more =
    { $number ->
        [one] and { $number } more
       *[other] and { $number } more
    }
access-review-button = Review removal

## Before a change is made

access-review-remove = Take the assignment of { $names } away?
access-review-remove-many = Take { $number } assignments away?
access-review-assign = Assign { $names }?
access-review-required = Make assignment mandatory?
access-review-everybody = Let everybody in?
access-review-means = What it would mean
access-lose-nobody = Nobody loses access.
access-lose-nobody-now = Nobody loses access as long as assignment is not mandatory.
access-lose-these =
    { $number ->
        [one] This person would lose access:
       *[other] These { $number } people would lose access:
    }
access-lose-about =
    { $number ->
        [one] About this one person would lose access; who exactly cannot be said, because the members of { $groups } could not be read:
       *[other] About these { $number } people would lose access; who exactly cannot be said, because the members of { $groups } could not be read:
    }
access-lose-unknown = Whether anybody loses access cannot be said, because the members of { $groups } could not be read.
access-lose-count =
    { $number ->
        [0] Nobody of the { $all } people in your organisation would lose access.
        [one] About { $number } of { $all } people in your organisation would lose access.
       *[other] About { $number } of { $all } people in your organisation would lose access.
    }
access-lose-at-most = At most { $all } people would lose access, which is everybody in your organisation. How many keep it cannot be said, because the members of { $groups } could not be read.
access-gain-everybody = Everybody in { $organisation }, guests included, may sign in to { $app } from then on.
access-lock-heading = Confirm this as well
access-lock-system-user = Afterwards the system user { $name } has no access that we can see. Microsoft then turns it away, { $app } does no work in the background any more, and no document and no mail is filed.
access-lock-system-user-confirm = I know that { $app } stops working in the background.
access-lock-oneself = Afterwards you have no access yourself that we can see. Microsoft then turns you away when you next sign in here: you can neither see the checks nor undo this on this page.
access-lock-oneself-confirm = I know that I lock myself out.
access-change-remove = Take away
access-change-required = Make assignment mandatory
access-change-everybody = Let everybody in
access-cancel = Cancel and change nothing
access-review-script = The same with the script

## What came of it

access-changed-done-heading = Done
access-changed-done-text = Microsoft made the change. Its own lists may show it a little later.
access-changed-already-heading = It was so already
access-changed-already-text = Nothing had to be changed.
access-changed-part-heading = Only a part was done
access-changed-part-text = The lines below say what was done, and why the rest was not.
access-changed-none-heading = Nothing was changed
access-changed-none-text = The lines below say why.
access-changed-unknown-heading = Microsoft has not said whether it was done
access-changed-unknown-text = Nothing is guessed here. The list on this page shows how it stands; look at it before you repeat anything.
access-changed-pending-heading = A change is not finished yet
access-changed-pending-text = Microsoft has not confirmed it. Nothing is guessed here: we read it again, and this page shows by itself what came of it. Until then nothing else can be changed.

access-done-assign = { $name } is assigned.
access-done-remove = The assignment of { $name } was taken away.
access-done-require-assignment = Assignment is mandatory.
access-done-allow-everybody = Everybody may use { $app }.
access-already-so-assign = { $name } was assigned already.
access-already-so-remove = { $name } was not assigned any more.
access-already-so-require-assignment = Assignment was mandatory already.
access-already-so-allow-everybody = Everybody could use { $app } already.
access-not-done-assign = { $name } was not assigned.
access-not-done-remove = The assignment of { $name } was not taken away.
access-not-done-require-assignment = Assignment was not made mandatory.
access-not-done-allow-everybody = Assignment stayed mandatory.
access-unknown-assign = Whether { $name } is assigned is not known yet.
access-unknown-remove = Whether the assignment of { $name } was taken away is not known yet.
access-unknown-require-assignment = Whether assignment is mandatory is not known yet.
access-unknown-allow-everybody = Whether everybody may use { $app } is not known yet.

access-reason-role-missing = Microsoft says that your role does not allow it. One of these does, once it is active on your account: { $roles }.
access-reason-not-found = Microsoft does not find the account, the group or { $app } any more. Search again.
access-reason-changed-meanwhile = Somebody else changed it at the same moment. Look at the list, then try again.
access-reason-throttled =
    { $number ->
        [one] Microsoft asks to wait. Try again in { $number } second.
       *[other] Microsoft asks to wait. Try again in { $number } seconds.
    }
access-reason-throttled-unknown = Microsoft asks to wait. Try again in a few minutes.
access-reason-signed-out = Your sign-in was over. Sign in again, then repeat it.
access-reason-not-accepted = Microsoft did not accept it; its own answer stands below.
access-reason-not-accepted-group = Microsoft did not accept it. It may be that the group is not a security group, or that your organisation has no Microsoft Entra ID P1 or P2, which assigning groups takes.
access-reason-lost = It was not done in time and did not show later. Try again.

access-history-heading = What was changed here
access-history-nothing = Nothing was changed on this page yet.
access-history-more = Older changes are kept too; ask Cooperlink for them.
access-before-after = Before: { $before }. After: { $after }.
access-was-assigned = assigned
access-was-not-assigned = not assigned
access-was-required = assignment mandatory
access-was-everybody = everybody may
access-was-unknown = could not be read

access-finish-heading = Finish
access-finish-text = We then drop your sign-in at once. Otherwise it ends after { $idle } minutes without use, and at the latest:
access-finish-button = Finish

## What is told on top

access-notice-cancelled-heading = You came back without signing in
access-notice-cancelled-text = Somebody pressed Cancel on Microsoft’s page, or the account may not agree to what it asks. Nothing was changed.
access-notice-cancelled-what-to-do = Sign in again when you are ready, or use the portal or the script.

access-notice-approval-required-heading = Microsoft wants another role to agree
access-notice-approval-required-text = Your account may not agree to these permissions. Nothing was changed.
access-notice-approval-required-what-to-do = Let somebody with one of these roles do this step: { $enough }. Or use the portal or the script. If Microsoft offered to send a request for approval, it is not needed here: approved, it would hold for every account of your organisation.

access-notice-other-person-heading = Another account signed in
access-notice-other-person-text = This page belongs to the account that signed in first, and Microsoft signed in another one. Nothing was changed.
access-notice-other-person-what-to-do = Sign in again and choose the first account. To go on with the other one, open the link from the beginning in a private window.

access-notice-permission-missing-heading = A permission is missing
access-notice-permission-missing-text = Microsoft signed you in without one of the permissions that this page needs. Nothing was changed.
access-notice-permission-missing-what-to-do = Sign in again and agree to what Microsoft asks. If it does not ask, use the portal or the script.

access-notice-busy-heading = A change is under way
access-notice-busy-text = Only one change is made at a time, and one before yours is not finished. Nothing of yours was changed.
access-notice-busy-what-to-do = Wait a minute, look at the list again, then repeat what you wanted.

access-notice-stale-heading = It has changed meanwhile
access-notice-stale-text = Who may use { $app } is no longer as it was when you looked. Nothing was changed by you.
access-notice-stale-what-to-do = See below how it stands now, and decide anew.

access-notice-not-confirmed-heading = A confirmation is missing
access-notice-not-confirmed-text = This would lock somebody out, and the box that confirms it was not ticked. Nothing was changed.
access-notice-not-confirmed-what-to-do = Tick the box if that is what you want; otherwise cancel.

access-notice-nothing-chosen-heading = Nothing was chosen
access-notice-nothing-chosen-text = No box was ticked, so nothing was changed.
access-notice-nothing-chosen-what-to-do = Tick those whom you mean, then press the button again.

access-notice-too-many-at-once-heading = Too many at once
access-notice-too-many-at-once-text = At most { $most } people and groups are changed at once. Nothing was changed.
access-notice-too-many-at-once-what-to-do = Do it in several steps. For many people, one group is simpler.

access-notice-too-many-an-hour-heading = Too many changes within an hour
access-notice-too-many-an-hour-text = This page makes at most 100 changes an hour. Nothing more was changed.
access-notice-too-many-an-hour-what-to-do = Go on in an hour, or use the portal or the script.

access-notice-not-read-heading = It could not be read first
access-notice-not-read-text = Before each change this page reads how it stands, and Microsoft did not show it. Nothing was changed.
access-notice-not-read-what-to-do = Try again in a few minutes.

access-notice-catching-up-heading = Microsoft does not show your last change yet
access-notice-catching-up-text = It was made a moment ago, and Microsoft’s own list still shows how it was before. What a further change would mean cannot be said from that. Nothing was changed.
access-notice-catching-up-what-to-do = Try again in two minutes.

access-notice-over-heading = Your sign-in has ended
access-notice-over-text = It was not used for { $idle } minutes, or was { $longest } minutes old, or Microsoft no longer takes it. We dropped it. Nothing was changed.
access-notice-over-what-to-do = Sign in again to go on.

access-notice-finished-heading = Finished
access-notice-finished-text = We dropped your sign-in. This page can read and change nothing in your name any more.
access-notice-finished-what-to-do = Microsoft still remembers what you agreed to. At the end of this page stands how to take it back.

## The comments of the script

access-script-what = Shows and changes who may use { $app } in one Microsoft 365 organisation, with the rights of whoever runs it. It sends nothing to Cooperlink.
access-script-needs = Needs the module Microsoft.Graph.Authentication, version 2 or later.
access-script-list = Show who may use it, and change nothing:
access-script-add = Assign people or groups, at most { $most } at once, by sign-in name, group name or object ID:
access-script-remove = Take assignments away:
access-script-require = Make assignment mandatory, or let everybody in:
access-script-grant = Take back what your account agreed to on Cooperlink’s page:
