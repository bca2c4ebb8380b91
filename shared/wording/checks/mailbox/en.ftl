check-mailbox = Cooperlink Cloud can reach the system user’s mailbox

finding-mailbox-missing = The system user has no mailbox in Exchange Online.
finding-mailbox-restricted = Your organisation keeps applications out of the system user’s mailbox.
