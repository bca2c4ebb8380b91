check-no-excess-permissions = Cooperlink Cloud hat nur Berechtigungen, die es anfordert

finding-excess-permissions = Erteilte Berechtigungen, die Cooperlink Cloud nicht anfordert: { $permissions }
