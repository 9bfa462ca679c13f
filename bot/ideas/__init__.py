"""The backlog of ideas, what people follow inside the house, and key figures that propose an idea."""
