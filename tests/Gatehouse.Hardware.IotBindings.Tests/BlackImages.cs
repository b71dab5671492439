using System.Drawing;
using Iot.Device.Graphics;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>The image factory without which the package makes no SSD1306: it clears the display with a black image.</summary>
internal sealed class BlackImages : IImageFactory
{
    public BitmapImage CreateBitmap(int width, int height, PixelFormat pixelFormat) => new Black(width, height, pixelFormat);

    public BitmapImage CreateFromStream(Stream file) => throw new NotSupportedException("Images are not read.");

    private sealed class Black(int width, int height, PixelFormat format) : BitmapImage(width, height, 4 * width, format)
    {
        public override void SetPixel(int x, int y, Color color) => Assert.Equal(Color.Black, color);

        public override Color GetPixel(int x, int y) => Color.Black;

        public override Span<byte> AsByteSpan() => throw new NotSupportedException("It has no bytes.");

        public override void SaveToStream(Stream stream, ImageFileType format) => throw new NotSupportedException("It is not saved.");

        public override IGraphics GetDrawingApi() => throw new NotSupportedException("Nothing is drawn.");

        protected override void Dispose(bool disposing)
        {
        }
    }
}
