"""What the sites cost: large newsrooms made by hand, the same stories set by Hugo, and both measured side by side."""
