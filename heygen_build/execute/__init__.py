"""Room 5: `execute(plan, …)` gives `Artifacts`: each step done, reused or failed with a reason. Safe to call again."""
