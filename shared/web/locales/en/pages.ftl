## Every page

skip-link = Skip to content
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
footer-support-code-what = Quote it when you ask for help. It only tells us which connection you mean; it gives no access to anything.
footer-help-subject = { $app }: question about { $code }
footer-request = Page reference:
print = Print or save as PDF
copy = Copy
copied = Copied
sign-out = Sign out
signed-out = You’re signed out here. You may still be signed in at Microsoft in this browser.

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

steps = Steps of this connection
step-prepare = Prepare
step-sign-in = Sign in
step-approve = Approve
step-system-user = System user
step-access = Access
step-done = Done
step-is-done = done
step-is-current = you are here
step-is-open = to do

## The first page

start-heading = Connect { $app } to your Microsoft 365
start-what = Cooperlink asks you, as an administrator, to let { $app } work with your organisation’s SharePoint and email. You decide on Microsoft’s own pages. We never see your password.
start-requester = Requested by
start-button = Sign in with Microsoft
start-duration = Takes about five minutes. Signing in doesn’t approve anything yet.
start-guest = Does your account belong to a different organisation?
start-guest-text = If you’re a guest or partner, first name the organisation you want to connect: enter one of its domains, such as contoso.com, then sign in.
start-guest-domain = Domain of the organisation
start-resume-signed-in = An administrator has signed in; the approval is still missing. Sign in to continue where you left off.
start-resume-consented = An administrator has approved. Sign in to see the progress.
start-resume-connected = { $app } is connected. Sign in to see the result.
start-resume-disconnected = The connection was ended. Sign in to connect again.

## Before the approval

confirm-heading = Is this the right organisation?
confirm-what = You’re about to approve { $app } for everyone in this organisation:
confirm-button = Continue to Microsoft’s approval page
confirm-other-account = Use another account
confirm-roles = Your role
confirm-roles-enough = Your account can approve. We see this role on it: { $roles }.
confirm-roles-none-heading = We see no administrator role on your account
confirm-roles-none = Only a Privileged Role Administrator or a Global Administrator can approve { $app }. Send this page to one of them: the email is ready and has everything in it.
confirm-roles-not-enough-heading = { $roles } is not enough here
confirm-roles-not-enough = You need Privileged Role Administrator or Global Administrator, because { $app } also asks for permissions it uses by itself.
confirm-roles-unread = We couldn’t read your roles just now. Microsoft decides on the next page.
confirm-roles-hidden = A role that you hold through a group doesn’t show here. If you have one that way, you can continue.
hand-over = Send to an administrator
role-activated = I’ve activated my role
role-activate = Is your role only eligible? Activate it first, then press “I’ve activated my role”:
confirm-roles-activate-link = Open “My roles” in the Microsoft Entra admin center
confirm-anyway = Continue anyway
confirm-next-heading = What Microsoft shows next
confirm-next = A page called “Permissions requested – Review for your organization”, with { $app } and the permissions you saw before. Press Accept to approve, or Cancel to come back without changing anything.
confirm-elsewhere = Has someone else approved in the meantime, in the admin center or through a request?

role-62e90394-69f5-4237-9190-012177145e10 = Global Administrator
role-e8611ab8-c189-46e8-94e1-60213ab1f814 = Privileged Role Administrator
role-9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 = Application Administrator
role-158c047a-c907-4556-b7ef-446551a6b5f7 = Cloud Application Administrator
role-fe930be7-5e62-47db-91af-98c3a49a38b1 = User Administrator
role-29232cdf-9323-42fd-ade2-1d097af3e4de = Exchange Administrator
role-f28a1f50-f6e7-4571-818b-6a12f2af6b6c = SharePoint Administrator
role-b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 = Conditional Access Administrator

## On the way to Microsoft

departure-heading = Taking you to Microsoft
departure-text = Your browser is opening Microsoft’s page. If nothing happens, use the button.
departure-link = Continue to Microsoft
departure-host = The address must begin with

## The result

result-verifying-heading = Checking the connection
result-verifying-text = Your approval has arrived. We’re checking it with Microsoft. You can close this page: we’ll carry on.
result-anew-text = You changed who can use { $app }. We’re checking the connection again and will show what Microsoft says now.
result-late-heading = The check is taking longer than usual
result-late-text = We’ll carry on without this page. Open it again in a few minutes, or check again now.
result-spreading-heading = Microsoft is applying your approval
result-spreading-text = This takes a few minutes, rarely up to an hour. You can close this page: we’ll carry on, and the link brings you back here.
result-repair-heading = Something needs fixing
result-awaiting-approval-heading = Approved, waiting for Cooperlink to confirm
result-awaiting-approval-text = You’ve done everything on your side. Cooperlink still has to confirm that this organisation belongs to the customer; nothing is connected until then. You can close this page.
waiting-told = Cooperlink has been told and is checking that the organisation belongs to the customer.
waiting-how-long = This usually takes less than a working day.
waiting-then = Then open this link again and sign in: it shows the result.
waiting-ask = Still waiting after a working day? Contact Cooperlink and quote your support code; both are below.
result-connected-heading = Connected
result-connected-text = { $app } is connected to your Microsoft 365, and everything has been checked. You can close this page.
result-connected-partly-heading = Connected, with some checks still to run
result-connected-partly-text = { $app } is approved in your Microsoft 365. The checks below say what is left to do.
result-unclear-heading = Some checks have no result yet
result-unclear-text = We found nothing wrong, but we couldn’t check everything. The items below say why. We’ll keep checking automatically.
result-approved-by = Approved by
result-approved-elsewhere = Unknown; it was approved elsewhere
result-approved-at = Approved
result-held-since = On hold since
result-held = We see the same problem at many organisations at once, so the fault may be ours. Our engineers have been alerted. You don’t need to change anything until we confirm it, within an hour at most.
result-since = Waiting since
result-updates = This page updates by itself.
result-look-again = Show the latest status
result-checking = We’re checking again. The results below are from the last check.
result-checking-late = The new check is taking longer than usual. The results below are from the last check. Open the page again in a few minutes, or check again now.
result-return = Back to Cooperlink
result-check-again = Check everything again
result-check-line = Check again
result-approve-again = Approve again with Microsoft
result-checks = What we checked
result-guidance = How to fix it
result-support = If that doesn’t help
result-open-permissions = Open “Permissions” in the Microsoft Entra admin center
result-open-properties = Open “Properties” in the Microsoft Entra admin center
result-open-overview = Open the system user in the Microsoft Entra admin center
result-open-policies = Open the Conditional Access policies in the Microsoft Entra admin center
result-open-licences = Open “Licenses and apps” in the Microsoft 365 admin center
result-open-users = Open “Users and groups” in the Microsoft Entra admin center
result-open-signon = Open “Single sign-on” in the Microsoft Entra admin center
result-open-sign-ins = Open “Sign-in logs” in the Microsoft Entra admin center
result-open-microsoft-365 = Open the Microsoft 365 admin center
result-open-entra = Open the Microsoft Entra admin center
result-command = Or use PowerShell:
result-message = Send this message to Cooperlink:
result-evidence = What we asked Microsoft
result-next-heading = What happens next
result-next-watch = We check the connection several times a day and tell Cooperlink if it stops working. You don’t need to do anything.
result-next-same-link = Keep the link: it brings you back to this page for as long as { $app } is connected, and shows what to fix if something breaks.
result-next-disconnect = To end the connection, open the Microsoft Entra admin center, Enterprise apps, { $app }, Properties, and press Delete. Cooperlink then has no more access. Tell Cooperlink too, so that we delete the data we keep.
result-report = Report to print or keep
result-access-pass = Nothing to do: the people who need { $app } can use it.
result-access-fail = Not everyone who needs access has it yet. The problem above says what to change.
result-access-open = We check access together with the system user.

## A colleague of the administrator

colleague-yes-heading = { $app } works
colleague-yes-text = SharePoint and email work. You can close this page.
colleague-no-heading = { $app } doesn’t work at the moment
colleague-no-text = An administrator of your organisation can see the reason and fix it.
colleague-unknown-heading = We can’t tell yet whether { $app } works
colleague-unknown-text = The setup isn’t finished, or we couldn’t check everything. An administrator of your organisation can see what’s missing.
colleague-checking-heading = Checking with Microsoft
colleague-checking-text = We’re checking whether { $app } is approved in your organisation and works. This takes a few minutes, rarely up to an hour. You can close this page: we’ll carry on, and the link brings you back here.
colleague-late-text = We’ll carry on without this page. Look again in a few minutes.
colleague-one-step-text = Microsoft confirms that { $app } is approved in your organisation. It starts working once its system user has signed in. Ask Cooperlink for a link for the system user and send it to the person who holds that account. An administrator whose role shows here can do the same from this page.
colleague-ask-link = { $app } is approved in our Microsoft 365. Please send me a link for the system user, so that its account can sign in.
colleague-roles = We see no administrator role on your account, so this page shows nothing else. A role you hold through a group doesn’t show here.
colleague-roles-unread = We couldn’t read your roles just now, so this page shows nothing else. Sign in again in a minute.
colleague-mail-subject = { $app }: please take a look
colleague-mail-body =
    Hello,

    { $app } needs an administrator of our Microsoft 365 (Privileged Role Administrator or Global Administrator). Please open this page and sign in; it shows the current status and what to do:

    { $address }

    Thank you

report-heading = Report: { $app } in your Microsoft 365
report-back = Back to the connection
report-download = Save as a file
report-file-name = cooperlink-report

verdict-pass = Passed
verdict-fail = Failed
verdict-waiting = In progress
verdict-not-applicable = Doesn’t apply
verdict-unknown = No result yet
last-known = Last result: { $verdict }, { $at }

## The system user, on the administrator’s page and on a page of its own

system-user-account = System user
system-user-since = Connected since
system-user-card-heading = Connect the system user
system-user-missing = { $app } uses this account to work in the background. It signs in once, here or on another computer, and then stays connected.
system-user-ended = Microsoft no longer lets this account in without a new sign-in. The problem shown on this page says why. Fix that first, then sign in again.
system-user-connected = This account is connected. It only has to sign in again if Microsoft ends its sign-in.
system-user-button = Connect the system user now
system-user-again = Sign in as the system user again
system-user-another = Sign in with another account
system-user-continue = Continue anyway
system-user-link-instead = Does someone else hold this account?
system-user-link-make = Make a link for them
system-user-link-heading = A link for the system user
system-user-link-text = Send this link to the person who holds this account. They sign in once; the link can do nothing else.
system-user-link-address = Link
system-user-link-mail = Open a ready-made email
system-user-link-once = We show this link only once. If you make another one, this one stops working.
system-user-mail-subject = Please connect { $account } to { $app }
system-user-mail-body =
    Hello,

    { $app } works for { $customer } in the background with the account { $account }. Please sign in once with exactly this account:

    { $address }

    You sign in on Microsoft’s own page; Cooperlink never sees the password. The link works once, until { $until }. Support code: { $code }

    Thank you
system-user-stopped = Microsoft would stop this account on its own page: your organisation only lets assigned accounts use { $app }, and this one isn’t assigned.
system-user-unsure = Your organisation only lets assigned accounts use { $app }. We can’t see yet whether this one is assigned. A group inside an assigned group doesn’t count.
system-user-see-access = See who is assigned
system-user-assign = Assign this account
system-user-kept-heading = Did Microsoft turn the system user away?
system-user-kept-unassigned = This account started to sign in and didn’t come back. If Microsoft showed AADSTS50105, the account isn’t assigned to { $app }. A group inside an assigned group doesn’t count. Assign the account, then connect it.
system-user-kept = This account started to sign in and didn’t come back. If Microsoft showed an error, try once more. If the error comes back, send its AADSTS number to Cooperlink.
system-user-kept-holder = You started to sign in and didn’t come back. If Microsoft showed AADSTS50105, this account has to be assigned first. If it showed another error, try once more, then send its AADSTS number to Cooperlink.
system-user-how-to-assign = Ask an administrator to open { $app } in the Microsoft Entra admin center under Enterprise apps, then Users and groups, and to add this account. Groups inside groups don’t count.
system-user-looking = We’re checking again; this page updates by itself. This takes a minute or two.

system-user-heading = Connect the system user of { $app }
system-user-what = Cooperlink asks the person who holds this account to sign in once. After that, { $app } uses it to work in the background. You sign in on Microsoft’s own page; we never see the password.
system-user-sign-in-as = Sign in with exactly this account. If Microsoft suggests a different one, choose “Use another account” there.
system-user-unnamed = Cooperlink hasn’t been told yet which account this is. Ask the person who sent you this link.
system-user-unapproved = An administrator of your organisation has to approve { $app } first. Open this page again when that’s done; the address stays the same.
system-user-why = { $app } acts on behalf of this account, and never with more than the account’s own rights:
system-user-never-heading = What it can’t do
system-user-never = It can’t open a site, a document or a mailbox that this account can’t open itself. It can’t change users, groups or settings in your organisation, and it can’t read passwords.
system-user-done-heading = The system user is connected
system-user-done-text = Microsoft let the account in, and it stays connected.
system-user-done-next = You can close this page. Cooperlink checks the connection several times a day and says when the account has to sign in again.

## Newer permissions

upgrade-heading =
    { $number ->
        [one] One more permission to approve
       *[other] { $number } more permissions to approve
    }
upgrade-what = { $app } is connected and works. A newer version asks for the permissions below. Without your approval, everything keeps working as before.
upgrade-list = Microsoft will list all permissions again, including those you approved before. That’s expected: approve the whole list.
upgrade-role = Nobody else has to do anything, and the system user stays signed in.
upgrade-earlier = What was approved before
upgrade-checking = Approved. We’re checking with Microsoft whether it has arrived; this page updates by itself.
upgrade-done-heading = Approved, nothing else to do
upgrade-done-text = { $app } now has all the permissions it asks for. You can close this page.
