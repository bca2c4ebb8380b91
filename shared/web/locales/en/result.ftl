## The result at a glance: how it stands, the one thing to do, the checks in groups

result-repair-things =
    { $number ->
        [one] { $app } can’t work yet: 1 thing to fix
       *[other] { $app } can’t work yet: { $number } things to fix
    }
result-partly-things =
    { $number ->
        [one] { $app } works only in part: 1 thing to fix
       *[other] { $app } works only in part: { $number } things to fix
    }
result-sharepoint-works = SharePoint works.
result-sharepoint-partly = Some sites or libraries in SharePoint work, others don’t yet.
result-sharepoint-stopped = SharePoint doesn’t work yet.
result-sharepoint-unknown = We can’t tell yet whether SharePoint works.
result-mail-works = Email works.
result-mail-stopped = Email doesn’t work yet.
result-mail-unknown = We can’t tell yet whether email works.
result-one-step-heading = One step left: connect the system user
result-one-step-text = { $app } is approved in your Microsoft 365. It starts working once its system user has signed in.
result-without-system-user-heading = One step left: Cooperlink names the system user
result-without-system-user-text = { $app } is approved in your Microsoft 365. We can’t tell yet whether SharePoint and email work, because nobody has named the system user. Ask the person who sent you this link to name the account. Then open the link again so that the account can sign in.
result-without-sites-heading = One step left: Cooperlink names the sites
result-without-sites-text = { $app } is connected to your Microsoft 365, and we’ve checked email. We can’t tell yet whether SharePoint works, because nobody has named a site. Ask the person who sent you this link to name the sites. We’ll then check them automatically.
result-others = Also to fix
result-advice = Recommended
result-facts = About this connection

problem-blocks = Blocks
problem-recommended = Recommended
problem-also = This also fixes these checks:

group-approval = Approval
group-access = Access
group-system-user = System user
group-mailbox = Mailbox
group-sharepoint = SharePoint
group-passed =
    { $number ->
        [one] 1 check passed
       *[other] { $number } checks passed
    }
group-problems =
    { $number ->
        [one] 1 problem
       *[other] { $number } problems
    }
group-advice =
    { $number ->
        [one] 1 recommendation
       *[other] { $number } recommendations
    }
group-waiting =
    { $number ->
        [one] 1 check in progress
       *[other] { $number } checks in progress
    }
group-unknown =
    { $number ->
        [one] 1 check has no result yet
       *[other] { $number } checks have no result yet
    }
group-later =
    { $number ->
        [one] 1 check runs once the system user is connected
       *[other] { $number } checks run once the system user is connected
    }
verdict-note = For your information
verdict-later = Not checked yet

next-open-site = Open the site
next-tell = Send this to Cooperlink
next-tell-subject = { $app }: please correct our connection
next-ask = Ask Cooperlink
next-ask-subject = { $app }: please help with the next step
next-ask-system-user = Please name the system user for our connection.
next-ask-sites = Please name the SharePoint sites for our connection.
next-contact = Open Cooperlink’s contact page
copy-text = Copy the message
ready-shortened = This email has been shortened. The full text is on the page.
next-send = Send to a colleague
next-send-subject = { $app }: { $title }
next-send-body =
    Hello,

    { $app } doesn’t fully work in our Microsoft 365 yet: { $title }

    The current state, with every step and the commands to copy:
    { $address }

    How to fix it:
    { $steps }

next-send-advice =
    Hello,

    Cooperlink recommends one change for { $app } in our Microsoft 365: { $title }

    The current state, with every step and the commands to copy:
    { $address }

    How to make the change:
    { $steps }

report-support-code = Support code
report-evidence = Appendix: what we asked Microsoft
footer-privacy = Privacy
footer-security = Security

message-ask = Ask Cooperlink for a new link
message-ask-subject = { $app }: a new link, please

details-heading = Details for support
details-what = Copy this into your message to Cooperlink. It contains no passwords, documents or email.
details-copy = Copy details for support
details-mail = Email these details to Cooperlink
