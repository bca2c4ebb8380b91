check-system-user-member = De systeemgebruiker is lid van uw organisatie en het account is ingeschakeld

finding-system-user-guest = { $account } is een gast in deze organisatie.
finding-system-user-disabled = Het account { $account } is uitgeschakeld.
