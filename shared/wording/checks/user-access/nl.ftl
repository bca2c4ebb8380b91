check-user-access = Wie Cooperlink Cloud nodig heeft, mag het gebruiken

finding-nobody-assigned = Toewijzing is vereist en er is niemand toegewezen.
finding-system-user-not-assigned = Toewijzing is vereist en de systeemgebruiker { $account } is niet toegewezen.
