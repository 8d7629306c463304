// Names of days and months must not depend on where the tests run.
process.env.TZ = "Europe/London";
