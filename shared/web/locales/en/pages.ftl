## Every page

skip-link = Skip to the content
languages = Language
language-name = English
customer = Customer
application = Application
organisation = Microsoft 365 organisation
domain = Domain
tenant-id = Tenant ID
checked-at = Checked
footer-help = Questions? Ask Cooperlink:
footer-support-code = Your support code:
footer-support-code-what = Give it when you ask for help. It only tells us which connection you mean; it opens nothing.
footer-request = Number of this page:
print = Print or save as PDF
copy = Copy
copied = Copied

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
moment = { $day } { $month } { $year }, { $time } UTC

## The steps of the journey

steps = The steps of this connection
step-prepare = Prepare
step-sign-in = Sign in
step-approve = Approve
step-system-user = System user
step-access = Who may use it
step-done = Done
step-is-done = done
step-is-current = you are here
step-is-open = still to do

## The first page

start-heading = Connect { $app } to your Microsoft 365
start-what = Cooperlink asks you, as an administrator, to let { $app } reach SharePoint and mail of your organisation. You decide on Microsoft’s own pages. We never see your password.
start-requester = Asked for by
start-button = Sign in with Microsoft
start-duration = About five minutes. Signing in approves nothing yet.
start-guest = Does your account belong to another organisation than the one to connect?
start-guest-text = A guest or partner names the organisation first: type one of its domains, such as contoso.com, and sign in there.
start-guest-domain = Domain of the organisation
start-resume-signed-in = An administrator has signed in; the approval is still missing. Sign in to go on where it was left.
start-resume-consented = An administrator has approved. Sign in to see how far it is.
start-resume-connected = { $app } is connected. Sign in to see the result.
start-resume-disconnected = The connection was ended. Sign in to connect again.

## Before the approval

confirm-heading = Is this the right organisation?
confirm-what = You are about to approve { $app } for everybody in this organisation:
confirm-button = Continue to Microsoft’s approval page
confirm-other-account = Use another account
confirm-roles = Your role
confirm-roles-enough = We see this role on your account, and it may approve: { $roles }.
confirm-roles-none = We see no administrator role on your account.
confirm-roles-not-enough = We see this on your account: { $roles }. It may approve much, but not what { $app } asks for by itself.
confirm-roles-unread = Your roles could not be read just now. Microsoft decides on the next page.
confirm-roles-hidden = That need not stop you: a role that is only eligible, or that you hold through a group, does not show here. You can go on in any case.
confirm-roles-activate = Is your role only eligible? Activate it first, then use “Check my role again”:
confirm-roles-activate-link = Open “My roles” in the Microsoft Entra admin center
confirm-roles-again = Check my role again
confirm-next-heading = What Microsoft shows next
confirm-next = A page named “Permissions requested – Review for your organization”, with { $app } and the permissions that you saw before. Press Accept to approve, or Cancel to come back without having changed anything.
confirm-elsewhere = Has somebody else approved meanwhile, in the admin center or by a request?

role-62e90394-69f5-4237-9190-012177145e10 = Global Administrator
role-e8611ab8-c189-46e8-94e1-60213ab1f814 = Privileged Role Administrator
role-9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 = Application Administrator
role-158c047a-c907-4556-b7ef-446551a6b5f7 = Cloud Application Administrator
role-fe930be7-5e62-47db-91af-98c3a49a38b1 = User Administrator
role-29232cdf-9323-42fd-ade2-1d097af3e4de = Exchange Administrator
role-f28a1f50-f6e7-4571-818b-6a12f2af6b6c = SharePoint Administrator
role-b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 = Conditional Access Administrator

## On the way to Microsoft

departure-heading = Going to Microsoft
departure-text = Your browser opens Microsoft’s page now. If nothing happens, use the button.
departure-link = Go on to Microsoft
departure-host = The address has to begin with

## The result

result-verifying-heading = Checking the connection
result-verifying-text = Your approval arrived. We are checking it with Microsoft. You may close this page: the work goes on.
result-spreading-heading = Microsoft is applying your approval
result-spreading-text = That takes a few minutes, seldom up to an hour. You may close this page: the work goes on, and the link brings you back here.
result-repair-heading = Something has to be mended
result-repair-text = Your approval arrived, but { $app } cannot work yet. Each point below says what is wrong, who can mend it and how.
result-awaiting-approval-heading = Approved by you, waiting for Cooperlink
result-awaiting-approval-text = Everything is done on your side. Cooperlink confirms that this organisation belongs to the customer; until then nothing is connected. You may close this page.
result-connected-heading = Connected
result-connected-text = { $app } is connected to your Microsoft 365, and everything was checked. You may close this page.
result-connected-partly-heading = Connected so far
result-connected-partly-text = { $app } is approved in your Microsoft 365. What is still open stands below.
result-without-system-user-heading = { result-connected-partly-heading }
result-without-system-user-text = { $app } is approved in your Microsoft 365. Whether SharePoint and mail work is not known yet, because no system user is named. Next step: ask the person who sent you this link to name the account. Then open the link again; the account signs in from here.
result-without-sites-heading = { result-connected-partly-heading }
result-without-sites-text = { $app } is connected to your Microsoft 365, and mail was checked. Whether SharePoint works is not known yet, because no site is named. Next step: ask the person who sent you this link to name the sites. We then check them by ourselves.
result-unclear-heading = Not everything could be checked
result-unclear-text = Nothing was found to be wrong, but not every point could be checked. The lines below say why. We go on checking by ourselves.
result-approved-by = Approved by
result-approved-elsewhere = Not known; it was approved elsewhere
result-approved-at = Approved
result-held-since = Held back since
result-held = We see the same at many organisations at once, so the fault may be ours. Our engineers have been told. You do not have to change anything before we confirm it, within the hour at most.
result-since = Waiting since
result-updates = This page updates by itself.
result-look-again = Show the newest state
result-checking = We are checking again. The lines below are from the last time.
result-return = Back to Cooperlink
result-check-again = Check everything again
result-check-line = Check again
result-approve-again = Approve again at Microsoft
result-mend = What has to be mended
result-checks = What was checked
result-to-mend =
    { $number ->
        [one] { $number } point has to be mended.
       *[other] { $number } points have to be mended.
    }
result-to-wait =
    { $number ->
        [one] { $number } point is on its way.
       *[other] { $number } points are on their way.
    }
result-works =
    { $number ->
        [one] { $number } point works.
       *[other] { $number } points work.
    }
result-not-checked =
    { $number ->
        [one] { $number } point could not be checked.
       *[other] { $number } points could not be checked.
    }
result-guidance = How to mend it
result-support = If that does not help
result-open-permissions = Open “Permissions” in the Microsoft Entra admin center
result-open-properties = Open “Properties” in the Microsoft Entra admin center
result-open-overview = Open the system user in the Microsoft Entra admin center
result-open-policies = Open the policies of Conditional Access in the Microsoft Entra admin center
result-open-licences = Open “Licenses and apps” in the Microsoft 365 admin center
result-open-users = Open “Users and groups” in the Microsoft Entra admin center
result-open-sign-ins = Open “Sign-in logs” in the Microsoft Entra admin center
result-command = Or with PowerShell:
result-message = Send this message to Cooperlink:
result-evidence = What was asked of Microsoft
result-next-heading = What happens now
result-next-watch = We check the connection several times a day and tell Cooperlink when it stops working. You need not do anything.
result-next-same-link = Keep the link: it brings you back to this page as long as it is valid, and shows what to mend if something breaks.
result-next-disconnect = To end the connection, open the Microsoft Entra admin center, Enterprise apps, { $app }, Properties, and press Delete. Cooperlink then reaches nothing any more. Tell Cooperlink too, so that what we keep is deleted.
result-report = Report to print or keep
result-access-heading = Who may use it
result-access-pass = Nothing to do: the people who need { $app } may use it.
result-access-fail = Not yet: the point about it above says what to change.
result-access-open = This is checked together with the system user.

report-heading = Report: { $app } in your Microsoft 365
report-back = Back to the connection
report-download = Save as a file
report-file-name = cooperlink-report

verdict-pass = Works
verdict-fail = Does not work
verdict-waiting = On its way
verdict-not-applicable = Does not apply
verdict-unknown = Could not be checked
verdict-note = For your information
last-known = Last seen: { $verdict }, { $at }

## The system user, on the administrator’s page and on a page of its own

system-user-account = System user
system-user-since = Connected since
system-user-card-heading = Connect the system user
system-user-card-done = The system user
system-user-missing = { $app } works in the background with this account. It signs in once, here or on its own computer; after that it stays connected.
system-user-ended = Microsoft no longer lets this account in without a sign-in. The line “The system user is connected” says why; mend that first, then sign in once more.
system-user-connected = This account is connected. It has to sign in again only if Microsoft ends its sign-in.
system-user-button = Connect the system user now
system-user-again = Sign in as the system user again
system-user-another = Sign in with another account
system-user-continue = Continue anyway
system-user-link-instead = Somebody else holds this account? Cooperlink can send that person a link of their own.
system-user-stopped = Microsoft would stop this account on its own page: your organisation requires that people are assigned to { $app }, and nobody has assigned this account.
system-user-stopped-link = How to assign it
system-user-how-to-assign = Ask an administrator to open { $app } in the Microsoft Entra admin center under Enterprise apps, then Users and groups, and to add this account. Groups inside groups do not count.
system-user-looking = We are checking again; this page updates by itself. That takes a minute or two.

system-user-heading = Connect the system user of { $app }
system-user-what = Cooperlink asks whoever holds this account to sign in once. After that { $app } works with it in the background. You sign in on Microsoft’s own page; we never see the password.
system-user-sign-in-as = Sign in with exactly this account. If Microsoft proposes another one, choose “Use another account” there.
system-user-unnamed = Cooperlink has not been told yet which account this is. Ask whoever sent you this link.
system-user-unapproved = An administrator of your organisation has to approve { $app } first. Open this page again when that is done; the address stays the same.
system-user-why = { $app } acts in the name of this account, and never with more than the account’s own rights:
system-user-never-heading = What it cannot do
system-user-never = It cannot open a site, a document or a mailbox that this account cannot open itself, it cannot change users, groups or settings of your organisation, and it cannot read passwords.
system-user-done-heading = The system user is connected
system-user-done-text = Microsoft let the account in, and it stays connected.
system-user-done-next = You may close this page. Cooperlink checks the connection several times a day and says when the account has to sign in again.

## Newer permissions

upgrade-heading =
    { $number ->
        [one] One more permission to approve
       *[other] { $number } more permissions to approve
    }
upgrade-what = { $app } is connected and works. A newer version asks for what stands here; without your approval everything goes on as before.
upgrade-list = Microsoft will list all permissions again, also those that you approved before. That is how it has to be: approve the whole list.
upgrade-role = Nobody else has to do anything, and the system user stays signed in.
upgrade-earlier = What was approved before
upgrade-checking = Approved. We are checking at Microsoft whether it has arrived; this page updates by itself.
upgrade-done-heading = Approved, nothing else to do
upgrade-done-text = { $app } may do everything that it asks for now. You may close this page.
