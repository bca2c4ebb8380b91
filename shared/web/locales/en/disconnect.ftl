## After the connection was ended: the app is removed from the organisation

disconnect-heading = Remove { $app } from your Microsoft 365
disconnect-text = Cooperlink has ended the connection and deleted the system user’s sign-in. One step is left, and only your organisation can take it: delete { $app } in Microsoft Entra.
disconnect-gone-heading = { $app } is removed
disconnect-gone-text = Microsoft no longer lets { $app } into your organisation. What Microsoft issued before expires within about an hour. You may close this page.
disconnect-shared-heading = Keep { $app } in your Microsoft 365
disconnect-shared-text = This connection has ended, but another connection of your organisation still uses { $app }. Deleting the app would end that one too. You have nothing to do; you may close this page.
disconnect-remains = Microsoft still lets { $app } in. After a deletion that can take a few minutes.
disconnect-unclear = We could not find out whether { $app } is removed: Microsoft gave no clear answer. Check again in a minute.
disconnect-looking = We are checking with Microsoft; this page updates by itself.
disconnect-check = Check again
disconnect-how = How to remove it
disconnect-open = Open { $app } in the Microsoft Entra admin center: Enterprise apps, { $app }, Properties. You need the role Cloud Application Administrator, Application Administrator or Global Administrator.
disconnect-delete = Press Delete and confirm.
disconnect-return = Come back to this page and press “Check again”. Nobody has to sign in here.
disconnect-account = Did the system user serve { $app } alone? Then delete that account, or block its sign-in, and free its licence.
