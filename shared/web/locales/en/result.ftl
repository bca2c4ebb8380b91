## The result at a glance: how it stands, the one thing to do, the checks in groups

result-repair-things =
    { $number ->
        [one] { $app } can’t work yet: 1 thing to fix
       *[other] { $app } can’t work yet: { $number } things to fix
    }
result-one-step-heading = One step left: connect the system user
result-one-step-text = { $app } is approved in your Microsoft 365. It starts working once its system user has signed in.
result-others = Also to fix
result-advice = Recommended
result-facts = About this connection

problem-blocks = Blocks
problem-recommended = Recommended
problem-also = This fixes these too:
problem-application-permissions-missing = { $app } lacks permissions it needs
problem-delegated-permissions-missing = { $app } lacks permissions it needs
problem-permission-upgrade-missing = A newer version asks for more permissions
problem-excess-permissions = { $app } has more permissions than it asks for
problem-services-missing = Your organisation lacks a Microsoft service
problem-licence-without-service = The system user’s licence lacks a service
problem-system-user-opens-other-sites = The system user can open other sites too
problem-administrator-without-access = You can’t open everything the system user opens

group-approval = Approval
group-access = Who may use it
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
        [one] 1 check is still on its way
       *[other] { $number } checks are still on their way
    }
group-unknown =
    { $number ->
        [one] 1 check couldn’t be made
       *[other] { $number } checks couldn’t be made
    }
group-later =
    { $number ->
        [one] 1 check runs once the system user is connected
       *[other] { $number } checks run once the system user is connected
    }
verdict-later = Not checked yet

next-open-site = Open the site
next-tell = Send this to Cooperlink
next-tell-subject = { $app }: please correct our connection
next-send = Send to a colleague
next-send-subject = { $app }: { $title }
next-send-body =
    Hello,

    { $app } can’t work in our Microsoft 365 yet: { $title }

    How to fix it:
    { $steps }

    The current state, and everything else:
    { $address }

report-evidence = Appendix: what we asked Microsoft
footer-privacy = Privacy
footer-security = Security

details-heading = Details for support
details-what = Copy this into your message to Cooperlink. It holds no password, no document and no mail.
