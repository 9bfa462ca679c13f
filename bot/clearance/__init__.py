"""The permission to publish, as evidence that goes with an idea and with the item of the plan that comes of it."""
