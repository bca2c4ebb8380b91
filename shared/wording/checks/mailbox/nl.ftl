check-mailbox = Cooperlink Cloud kan het postvak van de systeemgebruiker bereiken

finding-mailbox-missing = De systeemgebruiker heeft geen postvak in Exchange Online.
finding-mailbox-restricted = Uw organisatie houdt toepassingen buiten het postvak van de systeemgebruiker.
