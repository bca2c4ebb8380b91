check-no-excess-permissions = Cooperlink Cloud heeft alleen de machtigingen waar het om vraagt

problem-excess-permissions = { $app } heeft meer machtigingen dan gevraagd
finding-excess-permissions = Verleende machtigingen waar Cooperlink Cloud niet om vraagt: { $permissions }
