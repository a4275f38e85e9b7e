"""The picture as SVG that needs nothing beside itself."""
