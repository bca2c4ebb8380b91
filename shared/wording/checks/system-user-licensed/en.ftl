check-system-user-licensed = The system user has the licences it needs

finding-system-user-unlicensed = The system user has no licence.
problem-licence-without-service = The system user’s licence lacks a service
finding-licence-without-service = The system user has no licence for { $service }. It has: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) is turned off in the system user’s licence { $licence }.
finding-licence-plan-pending = { $service } ({ $plan }) is still being set up in the system user’s licence { $licence }.
